// A page to be read that scrolls up and down where it is low: always as wide as there is room, and as high as its words in
// that width need, also when its words or their letters become others.
#pragma once

#include <QScrollArea>

namespace rebuffer {

class ReadingArea : public QScrollArea {
    Q_OBJECT

public:
    explicit ReadingArea(QWidget *parent = nullptr);
    /// Has a layout; is owned from now on.
    void setPage(QWidget *page);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitSoon();
    void fit();

    bool m_due = false;
};

} // namespace rebuffer
