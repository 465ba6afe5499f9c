#include "ui/report/undated_pdf.h"

#include <QBuffer>
#include <QPdfWriter>

#include <algorithm>

namespace rebuffer {

namespace {

/// Qt always dates the document; the entry may be left out (ISO 32000-1, 14.3.3). Blanks keep every offset as it was.
void blankDate(QByteArray &pdf)
{
    const qsizetype begin = pdf.indexOf("/CreationDate (");
    const qsizetype end = begin < 0 ? -1 : pdf.indexOf(')', begin);
    if (end >= 0)
        std::fill(pdf.begin() + begin, pdf.begin() + end + 1, ' ');
}

} // namespace

bool writeUndatedPdf(QIODevice &out, const std::function<bool(QPdfWriter &)> &paint)
{
    QBuffer dated;
    dated.open(QIODevice::WriteOnly);
    QPdfWriter writer(&dated);
    if (!paint(writer))
        return false;
    blankDate(dated.buffer());
    return out.write(dated.data()) == dated.size();
}

} // namespace rebuffer
