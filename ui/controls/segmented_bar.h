// Buttons side by side of which one is down: a choice that shows all its answers. Choosing is asking;
// setCurrent() shows what is true.
#pragma once

#include <QStringList>
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
    /// Shortened where there is no room for it; its tooltip, and screen readers, have it whole.
    void setText(int index, const QString &text);
    QString text(int index) const { return m_texts.value(index); }
    int count() const;
    PressButton *segment(int index) const;
    /// -1: none is down.
    void setCurrent(int index);
    int current() const { return m_current; }
    /// With all its words in full.
    QSize sizeHint() const override;

signals:
    void chosen(int index);

protected:
    /// Tab stops at the segment that is down; arrow keys go from one to the next, as they are seen.
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void elide(int index);
    void share();
    int wish(int index) const;

    QStringList m_texts;
    QHBoxLayout *m_row;
    QButtonGroup *m_group;
    int m_current = -1;
};

} // namespace rebuffer
