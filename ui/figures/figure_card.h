// One figure: what it is called, and its value, painted so that a change repaints this card and nothing else.
#pragma once

#include "ui/paint/text_label.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace rebuffer {

class FigureCard : public QWidget {
    Q_OBJECT

public:
    /// `widest` is as wide as the value ever gets; `definition` says what the figure means.
    FigureCard(const QString &name, const QString &widest, const QString &definition, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// A share of the full size of type that all figures of a row have in common.
    void setScale(double scale);
    void setValue(const QString &value, const QColor &colour, const QString &aside = {});
    const QString &value() const { return m_value.text(); }

    /// Would `value`, and is the name, to be seen in full at the present size?
    bool isWhole(const QString &value) const;
    /// What it needs for its widest value and for its name at that scale, margins included.
    int widthFor(double scale) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int room() const;
    QFont nameFont(double scale) const;
    QFont valueFont(double scale) const;
    void layName();

    Theme m_theme;
    QString m_nameText;
    QString m_widest;
    TextLabel m_name;
    TextLabel m_value;
    QColor m_colour;
    QString m_aside;
    double m_scale = 1;
};

} // namespace rebuffer
