#include "ui/inspector/fitting_tabs.h"

#include <QFontMetrics>
#include <QTabBar>

#include <algorithm>

namespace rebuffer {

namespace {

constexpr double smallerPoints = captionPoints * 0.87;
constexpr double smallestPoints = captionPoints * 0.78;
/// Where the style puts the first tab.
constexpr int barLeft = 4;
/// What the style adds to a tab at each side.
constexpr int styleMargin = 2;

} // namespace

/// Its tabs are as wide as their names and a padding that is the same for all.
class FittingTabBar : public QTabBar {
public:
    using QTabBar::QTabBar;

    void setLook(const QFont &font, int padding)
    {
        m_padding = padding;
        m_wide = QFontMetrics(font);
        setStyleSheet(QStringLiteral("QTabBar::tab { font-size: %1pt; }").arg(font.pointSizeF()));
        setElideMode(Qt::ElideNone); // has the tabs laid out again
    }

    /// Of all names, the chosen one's letters being bold.
    static int nameWidth(const QFontMetrics &bold, const QString &name) { return bold.horizontalAdvance(name); }
    int padding() const { return m_padding; }

protected:
    QSize tabSizeHint(int index) const override
    {
        const QSize usual = QTabBar::tabSizeHint(index);
        return {nameWidth(m_wide, tabText(index)) + 2 * m_padding, usual.height()};
    }
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }

private:
    QFontMetrics m_wide{QFont()};
    int m_padding = 0;
};

FittingTabs::FittingTabs(QWidget *parent) : QTabWidget(parent), m_bar(new FittingTabBar(this))
{
    setTabBar(m_bar);
    m_bar->setUsesScrollButtons(true);
}

void FittingTabs::setTheme(const Theme &theme)
{
    m_theme = theme;
    fit();
}

bool FittingTabs::showsAll() const
{
    int wide = 0;
    for (int i = 0; i < count(); ++i)
        wide += m_bar->tabRect(i).width();
    return wide <= width() - barLeft;
}

void FittingTabs::fit()
{
    if (m_theme.family.isEmpty() || count() == 0)
        return;
    const int room = width() - m_theme.space(2);
    const int least = 1 + styleMargin;
    const int most = m_theme.space(2) + styleMargin;
    QFont font = m_theme.font(captionPoints, QFont::Bold);
    int padding = least;
    for (const double points : {captionPoints, smallerPoints, smallestPoints}) {
        font = m_theme.font(points, QFont::Bold);
        int names = 0;
        for (int i = 0; i < count(); ++i)
            names += FittingTabBar::nameWidth(QFontMetrics(font), tabText(i));
        padding = (room - names) / (2 * count());
        if (padding >= least)
            break;
    }
    m_bar->setLook(font, std::clamp(padding, least, most));
}

void FittingTabs::resizeEvent(QResizeEvent *event)
{
    fit();
    QTabWidget::resizeEvent(event);
}

void FittingTabs::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    fit();
}

void FittingTabs::tabRemoved(int index)
{
    QTabWidget::tabRemoved(index);
    fit();
}

} // namespace rebuffer
