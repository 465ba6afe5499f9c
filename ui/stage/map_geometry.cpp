#include "ui/stage/map_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

/// The lines of the page, and which share of the file each stands for.
struct Page {
    QRectF area;
    int lines = 1;
    double pitch = 0;
    double height = 0;

    Page(const QRectF &within, double space)
    {
        const double inset = std::round(1.5 * space);
        area = within.adjusted(inset, inset, -inset, -inset);
        lines = std::clamp(static_cast<int>(area.height() / (3 * space)), 3, 24);
        pitch = (area.height() + space * 0.75) / lines;
        height = std::max(1.0, pitch - space * 0.75);
    }

    /// The stretch of line `i` between the shares `begin` and `end` of the whole file; empty if it has none.
    QRectF stretch(int i, double begin, double end) const
    {
        const double left = std::clamp(begin * lines - i, 0.0, 1.0);
        const double right = std::clamp(end * lines - i, 0.0, 1.0);
        return {area.left() + left * area.width(), area.top() + i * pitch, (right - left) * area.width(), height};
    }
};

void addRange(std::vector<MapPiece> &pieces, const Page &page, double begin, double end, MapPart part)
{
    if (end <= begin)
        return;
    const int first = std::clamp(static_cast<int>(begin * page.lines), 0, page.lines - 1);
    const int last = std::clamp(static_cast<int>(end * page.lines), 0, page.lines - 1);
    for (int i = first; i <= last; ++i) {
        const QRectF rect = page.stretch(i, begin, end);
        if (rect.width() > 1e-6)
            pieces.push_back({rect, part});
    }
}

/// However small the index is, it can be seen.
void addIndex(std::vector<MapPiece> &pieces, const Page &page, double begin, double end)
{
    const double least = 3 / (page.area.width() * page.lines);
    if (end - begin < least)
        begin = std::min(begin, std::floor(begin * page.lines + 1) / page.lines - least);
    addRange(pieces, page, std::max(0.0, begin), std::max(end, begin + least), MapPart::Index);
}

} // namespace

void MapGeometry::compute(const QRectF &area, double space, const Snapshot &snapshot)
{
    pieces.clear();
    if (area.isEmpty())
        return;
    const Page page(area, space);
    const double size = static_cast<double>(snapshot.fileSize.count());
    const auto share = [size](Bytes bytes) {
        return size > 0 ? std::clamp(static_cast<double>(bytes.count()) / size, 0.0, 1.0) : 0;
    };
    const double begin = share(snapshot.runBegin);
    const double played = std::max(begin, share(snapshot.played));
    const double received = std::max(played, share(snapshot.received));
    const double sent = std::max(received, share(snapshot.sent));
    addRange(pieces, page, 0, begin, MapPart::ToCome);
    addRange(pieces, page, begin, played, MapPart::Played);
    addRange(pieces, page, played, received, MapPart::Received);
    addRange(pieces, page, received, sent, MapPart::OnItsWay);
    const double index = share(snapshot.indexBegin);
    const double indexReceived = share(snapshot.indexReceived);
    const double indexSent = std::max(indexReceived, share(snapshot.indexSent));
    if (indexSent > index && index > sent) { // fetched out of its turn
        addRange(pieces, page, sent, index, MapPart::ToCome);
        addRange(pieces, page, index, indexReceived, MapPart::Received);
        addRange(pieces, page, indexReceived, indexSent, MapPart::OnItsWay);
        addRange(pieces, page, indexSent, 1, MapPart::ToCome);
    } else {
        addRange(pieces, page, sent, 1, MapPart::ToCome);
    }
    for (const ByteRange &damaged : snapshot.damaged)
        addRange(pieces, page, share(damaged.begin), share(damaged.end), MapPart::Damaged);
    if (snapshot.indexBegin < snapshot.indexEnd && size > 0)
        addIndex(pieces, page, share(snapshot.indexBegin), share(snapshot.indexEnd));
}

} // namespace rebuffer
