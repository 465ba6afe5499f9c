#include "resources/demo_film/movie_file.h"

#include "resources/demo_film/film_format.h"

namespace rebuffer::film {

namespace {

OutputHandle openOutput(const std::string &path, const std::string &title)
{
    AVFormatContext *file = nullptr;
    checked(avformat_alloc_output_context2(&file, nullptr, "mp4", path.c_str()), "output");
    OutputHandle owner(file);
    // Without it the file would carry the muxer's version, and differ after every update.
    file->flags |= AVFMT_FLAG_BITEXACT;
    checked(av_dict_set(&file->metadata, "title", title.c_str(), 0), "title");
    checked(avio_open(&file->pb, path.c_str(), AVIO_FLAG_WRITE), path.c_str());
    return owner;
}

} // namespace

MovieFile::MovieFile(const std::string &path, const std::string &title)
    : m_file(openOutput(path, title)), m_pictures(*m_file), m_sound(*m_file)
{
    AVDictionary *options = nullptr;
    av_dict_set(&options, "movflags", "+faststart", 0);
    const int answer = avformat_write_header(m_file.get(), &options);
    av_dict_free(&options);
    checked(answer, "writing the header");
}

void MovieFile::add(const QImage &picture, double quantOffset)
{
    m_pictures.add(picture, quantOffset);
    ++m_frames;
    m_sound.addUntil(m_frames * sampleRate / framesPerSecond);
}

void MovieFile::finish()
{
    m_pictures.flush();
    m_sound.flush();
    checked(av_write_trailer(m_file.get()), "finishing the file");
}

} // namespace rebuffer::film
