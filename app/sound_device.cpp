#include "app/sound_device.h"

#include "core/media/ffmpeg/sound_decoder.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <utility>

namespace rebuffer {

namespace {

constexpr std::int64_t bytesASample = SoundDecoder::channels * 2;
constexpr std::int64_t bufferedSamples = SoundDecoder::rate / 4;

QAudioFormat format()
{
    QAudioFormat format;
    format.setSampleRate(static_cast<int>(SoundDecoder::rate));
    format.setChannelCount(static_cast<int>(SoundDecoder::channels));
    format.setSampleFormat(QAudioFormat::Int16);
    return format;
}

class SoundDevice final : public SoundSink {
public:
    bool start() override;
    bool hasFailed() const override
    {
        return m_sink && m_sink->error() != QAudio::NoError && m_sink->error() != QAudio::UnderrunError;
    }
    bool hasOthers() const override { return m_hasOthers; }
    std::int64_t queued() const override { return std::max<std::int64_t>(0, m_capacity - room()); }
    std::int64_t room() const override { return m_io ? m_sink->bytesFree() / bytesASample : 0; }
    void write(std::span<const std::int16_t> stereo) override;
    void stop() override;
    void setVolume(double volume) override;

private:
    bool open();
    void watchDevices();

    std::unique_ptr<QMediaDevices> m_devices; // which tells of those that come and go
    bool m_hasOthers = false;
    std::unique_ptr<QAudioSink> m_sink;
    QIODevice *m_io = nullptr;
    std::int64_t m_capacity = 0;
    double m_volume = 1;
};

void SoundDevice::watchDevices()
{
    if (m_devices)
        return;
    m_devices = std::make_unique<QMediaDevices>();
    QObject::connect(m_devices.get(), &QMediaDevices::audioOutputsChanged, m_devices.get(), [this] { m_hasOthers = true; });
}

/// The machine's usual device, whichever that is by now.
bool SoundDevice::open()
{
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull() || !device.isFormatSupported(format()))
        return false;
    m_sink = std::make_unique<QAudioSink>(device, format());
    m_sink->setBufferSize(static_cast<qsizetype>(bufferedSamples * bytesASample));
    m_sink->setVolume(m_volume);
    return true;
}

bool SoundDevice::start()
{
    watchDevices();
    if (std::exchange(m_hasOthers, false)) {
        m_io = nullptr;
        m_sink.reset();
    }
    if (!m_sink && !open())
        return false;
    m_io = m_sink->start();
    if (!m_io || m_sink->error() != QAudio::NoError) {
        stop();
        return false;
    }
    m_capacity = m_sink->bytesFree() / bytesASample; // nothing is queued yet
    return true;
}

void SoundDevice::write(std::span<const std::int16_t> stereo)
{
    if (m_io)
        m_io->write(reinterpret_cast<const char *>(stereo.data()), static_cast<qint64>(stereo.size_bytes()));
}

void SoundDevice::stop()
{
    m_io = nullptr;
    if (m_sink)
        m_sink->reset();
}

void SoundDevice::setVolume(double volume)
{
    m_volume = volume;
    if (m_sink)
        m_sink->setVolume(volume);
}

} // namespace

std::unique_ptr<SoundSink> makeSoundDevice()
{
    return std::make_unique<SoundDevice>();
}

} // namespace rebuffer
