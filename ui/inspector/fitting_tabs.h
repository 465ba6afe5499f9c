// Tabs that share the width they have, so that all their names are seen at once: first the space around the names gives way,
// then the letters get a little smaller. Only where not even that is enough, arrows move them.
#pragma once

#include "ui/theme/theme.h"

#include <QTabWidget>

namespace rebuffer {

class FittingTabBar;

class FittingTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit FittingTabs(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Every name is seen in full.
    bool showsAll() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    void fit();

    FittingTabBar *m_bar;
    Theme m_theme;
};

} // namespace rebuffer
