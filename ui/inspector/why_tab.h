// "Why": the stall that was clicked. The answer, and what would have prevented it, come from runs of the same seed on a
// thread of their own.
#pragma once

#include "core/session/stall_reason.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;

namespace rebuffer {

class LimitBars;
class ReadingArea;

class WhyTab : public QWidget {
    Q_OBJECT

public:
    explicit WhyTab(QWidget *parent = nullptr);
    /// Stops the search, if any.
    ~WhyTab() override;

    void setTheme(const Theme &theme);
    /// Tells of the stall with that index (from 0). Returns at once.
    void ask(std::size_t index, const Scenario &scenario, const MediaFile &media);
    void clear();
    QLabel *title() const { return m_title; }
    QLabel *sentence() const { return m_sentence; }
    LimitBars *bars() const { return m_bars; }
    /// The one that was pressed last.
    const Prevention &choice() const { return m_choice; }
    /// The buttons under "what would have prevented it".
    const std::vector<QWidget *> &tries() const { return m_tries; }

signals:
    /// A way to prevent it was pressed; choice() is what to run.
    void tryRequested();
    /// The reason is told; the ways to prevent it are.
    void reasonTold();
    void preventionsTold();

private:
    struct Search;
    void showReason(const std::optional<StallReason> &reason);
    void showPreventions(const std::vector<Prevention> &all);
    void clearTries();
    void stop();

    ReadingArea *m_area;
    QLabel *m_title;
    QLabel *m_sentence;
    QLabel *m_heldTitle;
    LimitBars *m_bars;
    QLabel *m_preventTitle;
    QWidget *m_triesBox; ///< with a column of them
    std::vector<QWidget *> m_tries;
    Scenario m_scenario;
    Prevention m_choice;
    std::shared_ptr<Search> m_search;
    Theme m_theme;
};

} // namespace rebuffer
