// One kind of stream: its name and part, a bar up to its high-water mark, and a sign that says go on or stop.
// Where there is room it says what that kind is, too.
#pragma once

#include "ui/inspector/stream_facts.h"
#include "ui/paint/text_label.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace rebuffer {

class StreamCard : public QWidget {
    Q_OBJECT

public:
    /// `definition` is a few words, painted; `tooltip` says it at length.
    StreamCard(const QString &definition, const QString &tooltip, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Repaints only when something it shows is another.
    void setFacts(const StreamFacts &facts);
    const StreamFacts &facts() const { return m_facts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    QColor stateColour() const;
    void paintDefinition(QPainter &painter, const QRectF &box) const;
    void paintBar(QPainter &painter, const QRectF &bar) const;
    void paintSign(QPainter &painter, const QRectF &box) const;

    Theme m_theme;
    QString m_definition;
    int m_definitionHeight = 0; ///< at the present width
    StreamFacts m_facts;
    TextLabel m_kind;
    TextLabel m_role;
    TextLabel m_holds;
    TextLabel m_state;
};

} // namespace rebuffer
