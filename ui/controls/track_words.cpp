#include "ui/controls/track_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace rebuffer {

namespace {

QString codecName(const std::string &ffmpegName)
{
    static const std::pair<const char *, const char *> known[] = {
        {"h264", "H.264"}, {"hevc", "H.265"},        {"av1", "AV1"},      {"vp8", "VP8"},   {"vp9", "VP9"},
        {"aac", "AAC"},    {"mp3", "MP3"},           {"mp2", "MP2"},      {"opus", "Opus"}, {"vorbis", "Vorbis"},
        {"flac", "FLAC"},  {"mpeg2video", "MPEG-2"}, {"mpeg4", "MPEG-4"}, {"ac3", "AC-3"},  {"theora", "Theora"}};
    for (const auto &[name, words] : known) {
        if (ffmpegName == name)
            return QString::fromLatin1(words);
    }
    return ffmpegName.rfind("pcm_", 0) == 0 ? QStringLiteral("PCM") : QString::fromStdString(ffmpegName);
}

/// "English" for "eng"; what Qt does not know, as the file says it.
QString languageName(const std::string &code)
{
    if (code.empty() || code == "und")
        return {};
    const QString text = QString::fromStdString(code);
    const QLocale::Language language = QLocale::codeToLanguage(text);
    return language == QLocale::AnyLanguage || language == QLocale::C ? text : QLocale::languageToString(language);
}

QString channelsText(int channels)
{
    switch (channels) {
    case 1: return QCoreApplication::translate("Track", "mono");
    case 2: return QCoreApplication::translate("Track", "stereo");
    default: return QCoreApplication::translate("Track", "%1 channels").arg(channels);
    }
}

} // namespace

QString briefFormat(const Track &track)
{
    if (track.kind == TrackKind::Video && track.width > 0)
        return QStringLiteral("%1 %2×%3").arg(codecName(track.codec)).arg(track.width).arg(track.height);
    return codecName(track.codec);
}

QString describeTrack(const Track &track, int number)
{
    QString format = briefFormat(track);
    if (track.kind == TrackKind::Audio && track.channels > 0)
        format += QLatin1Char(' ') + channelsText(track.channels);
    QStringList parts{languageName(track.language), QString::fromStdString(track.title).simplified(), format};
    parts.removeAll(QString());
    const QString what = parts.join(QStringLiteral(", "));
    return track.kind == TrackKind::Video ? QCoreApplication::translate("Track", "Picture %1: %2").arg(number).arg(what)
                                          : QCoreApplication::translate("Track", "Sound %1: %2").arg(number).arg(what);
}

} // namespace rebuffer
