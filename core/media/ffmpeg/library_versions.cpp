#include "core/media/ffmpeg/library_versions.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libswscale/swscale.h>
}

namespace rebuffer {

namespace {

std::string dotted(unsigned version)
{
    return std::to_string(version >> 16) + '.' + std::to_string(version >> 8 & 0xff) + '.' + std::to_string(version & 0xff);
}

} // namespace

std::vector<LibraryVersion> mediaLibraries()
{
    return {{"libavformat", dotted(avformat_version()), avformat_license()},
            {"libavcodec", dotted(avcodec_version()), avcodec_license()},
            {"libavutil", dotted(avutil_version()), avutil_license()},
            {"libswscale", dotted(swscale_version()), swscale_license()}};
}

} // namespace rebuffer
