#include "ui/inspector/why_tab.h"

#include "ui/controls/reading_area.h"
#include "ui/inspector/limit_bars.h"
#include "ui/inspector/try_button.h"
#include "ui/inspector/why_words.h"
#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPointer>
#include <QThreadPool>
#include <QVBoxLayout>

namespace rebuffer {

/// One question; given up by raising `stop`.
struct WhyTab::Search {
    std::atomic<bool> stop = false;
};

namespace {

QLabel *label(QWidget *parent, const char *role)
{
    auto *made = new QLabel(parent);
    made->setWordWrap(true);
    made->setProperty("role", QString::fromLatin1(role));
    return made;
}

} // namespace

WhyTab::WhyTab(QWidget *parent)
    : QWidget(parent), m_area(new ReadingArea(this)), m_title(label(this, "title")), m_sentence(label(this, "")),
      m_heldTitle(label(this, "strong")), m_bars(new LimitBars(this)), m_preventTitle(label(this, "strong")),
      m_triesBox(new QWidget)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_area);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_sentence, m_heldTitle, m_bars, m_preventTitle})
        column->addWidget(part);
    auto *tries = new QVBoxLayout(m_triesBox);
    tries->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_triesBox);
    column->addStretch(1);
    m_area->setPage(page);
    m_area->setAccessibleName(tr("Why"));
    clear();
}

WhyTab::~WhyTab()
{
    stop();
}

void WhyTab::setTheme(const Theme &theme)
{
    m_theme = theme;
    QLayout *column = m_area->widget()->layout();
    column->setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(2));
    column->setSpacing(theme.space(2));
    m_triesBox->layout()->setSpacing(theme.space(1));
    m_bars->setTheme(theme);
}

void WhyTab::stop()
{
    if (m_search)
        m_search->stop = true;
    m_search.reset();
}

void WhyTab::clearTries()
{
    qDeleteAll(m_tries);
    m_tries.clear();
}

void WhyTab::clear()
{
    stop();
    clearTries();
    m_title->setText(tr("Why did it stall?"));
    m_sentence->setText(
        tr("Click a stall on the timeline: what the link gave, what the film needed, what held the sender, and what would "
           "have prevented it."));
    for (QWidget *part : std::initializer_list<QWidget *>{m_heldTitle, m_bars, m_preventTitle})
        part->hide();
}

void WhyTab::ask(std::size_t index, const Scenario &scenario, const MediaFile &media)
{
    clear();
    m_scenario = scenario;
    m_search = std::make_shared<Search>();
    m_sentence->setText(tr("Running it again to see…"));
    const QPointer<WhyTab> self(this);
    // Back on the tab's thread, and only if nothing else has been asked for since.
    const auto tell = [self](const std::shared_ptr<Search> &search, const std::function<void(WhyTab &)> &what) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, search, what] {
            if (self && self->m_search == search)
                what(*self);
        });
    };
    QThreadPool::globalInstance()->start([tell, search = m_search, index, scenario, media] {
        const auto reason = whyStalled(scenario, media, index, &search->stop);
        tell(search, [reason](WhyTab &tab) { tab.showReason(reason); });
        const auto all = reason ? whatPrevents(scenario, media, &search->stop) : std::vector<Prevention>();
        tell(search, [all](WhyTab &tab) { tab.showPreventions(all); });
    });
}

void WhyTab::showReason(const std::optional<StallReason> &reason)
{
    if (!reason) {
        m_sentence->setText(tr("In a second run it did not stall there."));
        return;
    }
    m_title->setText(whyTitle(*reason));
    m_sentence->setText(keptTogether(whySentence(*reason)));
    m_heldTitle->setText(
        keptTogether(tr("What held the sender, in the %1 before").arg(secondsText(reason->at - reason->drainedFrom))));
    m_bars->setTimes(reason->held);
    m_preventTitle->setText(tr("What would have prevented it: looking…"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_heldTitle, m_bars, m_preventTitle})
        part->show();
    emit reasonTold();
}

void WhyTab::showPreventions(const std::vector<Prevention> &all)
{
    m_search.reset();
    clearTries();
    m_preventTitle->setText(all.empty() ? tr("Nothing simple would have prevented it.") : tr("What would have prevented it"));
    for (const Prevention &prevention : all) {
        const QString text = keptTogether(preventionText(prevention, m_scenario));
        auto *button = new TryButton(text, m_theme, m_triesBox);
        connect(button, &QPushButton::clicked, this, [this, prevention] {
            m_choice = prevention;
            emit tryRequested();
        });
        m_triesBox->layout()->addWidget(button);
        m_tries.push_back(button);
    }
    emit preventionsTold();
}

} // namespace rebuffer
