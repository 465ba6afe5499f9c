// Buttons side by side of which one is down: a choice that shows all its answers. Choosing is asking;
// setCurrent() shows what is true.
#pragma once

#include <QString>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace rebuffer {

class PressButton;

class SegmentedBar : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedBar(QWidget *parent = nullptr);

    /// Segments are numbered from 0 in the order they are added.
    PressButton *addSegment(const QString &text, const QString &tooltip);
    int count() const;
    PressButton *segment(int index) const;
    /// -1: none is down.
    void setCurrent(int index);
    int current() const { return m_current; }

signals:
    void chosen(int index);

private:
    QHBoxLayout *m_row;
    QButtonGroup *m_group;
    int m_current = -1;
};

} // namespace rebuffer
