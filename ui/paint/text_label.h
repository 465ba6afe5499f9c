// A line of text that is laid out once and drawn often: laying out costs ten times what drawing does.
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QStaticText>
#include <QString>
#include <QStringList>

class QPainter;

namespace rebuffer {

class TextLabel {
public:
    void setFont(const QFont &font);
    /// From now on a text that is too wide keeps its size and loses its middle, as a name may.
    void keepSize() { m_keepsSize = true; }
    /// True if the text is another than before.
    bool setText(const QString &text);
    /// The first of `choices` that is no wider than `width`. If none is, the last one that says something: in smaller
    /// letters if that is enough, or else elided; unless nothing at all may be said, which is better than half of it.
    bool setBest(const QStringList &choices, double width);
    /// Did setBest() have to elide?
    bool isCut() const { return m_isCut; }

    const QString &text() const { return m_text; }
    /// How wide some other text would be.
    double widthOf(const QString &text) const;
    double width() const { return m_size.width(); }
    double height() const { return m_size.height(); }
    /// Where draw() puts it.
    QRectF placed(const QRectF &box, Qt::Alignment alignment) const;
    void draw(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QColor &colour) const;

private:
    bool show(const QString &text, const QFont &font);
    bool squeeze(const QString &text, bool mayVanish, double width);

    QFont m_font;
    QFont m_shownFont; // m_font, or a smaller one
    QString m_text;
    QStaticText m_layout;
    QSizeF m_size;
    double m_drop = 0;     // of smaller letters, so that they stand on the line that larger ones would
    QStringList m_choices; // what the last setBest() chose from, to notice that nothing changed
    double m_choiceWidth = -1;
    bool m_isCut = false;
    bool m_keepsSize = false;
};

} // namespace rebuffer
