// The timeline as a table, in a window beside the main one. It follows the run while its end is in sight.
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/timeline_table_model.h"

#include <QDialog>

class QTableView;

namespace rebuffer {

class PressButton;
class SegmentedBar;

class TimelineTableWindow : public QDialog {
    Q_OBJECT

public:
    explicit TimelineTableWindow(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Call it a few times a second while it is in sight.
    void setRun(const Series &series, const Summary &summary);
    void clear() { m_model->clear(); }
    TimelineTableModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    SegmentedBar *steps() const { return m_steps; }
    PressButton *lookButton() const { return m_look; }
    PressButton *whyButton() const { return m_why; }
    PressButton *copyButton() const { return m_copy; }

signals:
    /// That instant, in seconds, is to be shown in the main window.
    void lookRequested(double time);
    void stallChosen(int index);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void look();
    void chooseStep(int index);
    void renewButtons();
    void copy() const;

    TimelineTableModel *m_model;
    QTableView *m_view;
    SegmentedBar *m_steps;
    PressButton *m_look;
    PressButton *m_why;
    PressButton *m_copy;
};

} // namespace rebuffer
