#include "ui/inspector/lesson_tab.h"

#include "ui/controls/press_button.h"
#include "ui/controls/tab_order.h"
#include "ui/paint/words.h"

#include <QButtonGroup>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace rebuffer {

namespace {

constexpr int mostDense = 3;

QLabel *label(QWidget *parent, const char *role)
{
    auto *made = new QLabel(parent);
    made->setWordWrap(true);
    made->setProperty("role", QString::fromLatin1(role));
    return made;
}

} // namespace

LessonTab::LessonTab(QWidget *parent)
    : QWidget(parent), m_area(new QScrollArea(this)), m_group(new QButtonGroup(this)), m_back(new PressButton(this)),
      m_run(new PressButton(this)), m_next(new PressButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_area, 1);
    m_area->setWidgetResizable(true);
    m_area->setAccessibleName(tr("Lesson"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addText();
    addButtons();
}

void LessonTab::addText()
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("scrolled"));
    m_title = label(page, "title");
    m_story = label(page, "");
    m_question = label(page, "strong");
    auto *column = new QVBoxLayout(page);
    for (QWidget *part : {m_title, m_story, m_question})
        column->addWidget(part);
    for (int i = 0; i < 3; ++i) {
        auto *choice = new QRadioButton(page);
        pressByEnter(choice);
        choice->setProperty("choice", true);
        m_group->addButton(choice, i);
        m_choices[static_cast<std::size_t>(i)] = choice;
        column->addWidget(choice);
    }
    m_box = new QFrame(page);
    m_box->setProperty("observed", true);
    m_observed = label(m_box, "strong");
    m_reason = label(m_box, "");
    auto *inside = new QVBoxLayout(m_box);
    inside->addWidget(m_observed);
    inside->addWidget(m_reason);
    column->addWidget(m_box);
    column->addStretch(1);
    m_area->setWidget(page);
    connect(m_group, &QButtonGroup::idClicked, this, &LessonTab::renewObserved);
}

void LessonTab::addButtons()
{
    auto *row = new QHBoxLayout;
    row->setObjectName(QStringLiteral("row"));
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_run);
    row->addStretch(1);
    row->addWidget(m_next);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    // The answer comes before the run that shows whether it was right.
    tabThrough({m_area, m_choices[0], m_choices[1], m_choices[2], m_back, m_run, m_next});
    m_run->setProperty("primary", true);
    m_run->setText(tr("Run it"));
    m_run->setToolTip(tr("Sets the network up as the lesson says, and runs it from the beginning"));
    m_back->setAccessibleName(tr("Back"));
    m_next->setAccessibleName(tr("Next"));
    m_back->setToolTip(tr("To the lesson before"));
    m_next->setToolTip(tr("To the next lesson"));
    connect(m_back, &QPushButton::clicked, this, [this] { emit turned(m_index - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { emit turned(m_index + 1); });
    connect(m_run, &QPushButton::clicked, this, &LessonTab::runRequested);
}

void LessonTab::setTheme(const Theme &theme)
{
    m_theme = theme;
    const int side = theme.space(3);
    m_box->layout()->setContentsMargins(theme.space(2), theme.space(2), theme.space(2), theme.space(2));
    m_box->layout()->setSpacing(theme.space(1));
    auto *row = layout()->itemAt(1)->layout();
    row->setContentsMargins(side, 0, side, theme.space(2));
    row->setSpacing(theme.space(1));
    fitButtons();
    // Letters of another size make other lines, which a layout inside a layout does not hear of by itself.
    for (QWidget *part : std::initializer_list<QWidget *>{m_observed, m_reason, m_box})
        part->updateGeometry();
    m_box->layout()->invalidate();
    m_area->widget()->layout()->invalidate();
    fitText();
}

/// The question with all its answers is to be seen at once, for nobody chooses what is out of sight: where the page is low its
/// spaces give way first, then the letters get a little smaller. What was observed may be scrolled to.
void LessonTab::fitText()
{
    if (m_theme.family.isEmpty())
        return;
    for (int density = 0; density <= mostDense; ++density) {
        setDense(density);
        breakAnswers();
        if (answersEnd() <= m_area->viewport()->height())
            return;
    }
}

void LessonTab::setDense(int density)
{
    m_density = density;
    const int side = m_theme.space(3);
    QLayout *column = m_area->widget()->layout();
    column->setContentsMargins(side, m_theme.space(std::max(1, 3 - density)), side, m_theme.space(2));
    column->setSpacing(m_theme.space(std::max(2, 4 - density)) / 2);
    const auto look = [](QWidget *part, const char *name, int value) {
        if (part->property(name).toInt() == value)
            return;
        part->setProperty(name, value);
        part->style()->unpolish(part); // has the property looked at again
        part->style()->polish(part);
    };
    for (QLabel *text : {m_story, m_question})
        look(text, "dense", density);
    for (QRadioButton *choice : m_choices)
        look(choice, "dense", density);
}

/// A radio button has no lines of its own: its words are broken where it ends, in the bold letters of one that is chosen.
void LessonTab::breakAnswers()
{
    const int bar = m_area->verticalScrollBar()->sizeHint().width();
    const int around = 2 * m_theme.space(3) + 2 * m_theme.space(2) + m_theme.space(3) + m_theme.space(2) + m_theme.space(1);
    for (int i = 0; i < 3; ++i) {
        choice(i)->ensurePolished();
        QFont bold = choice(i)->font();
        bold.setBold(true);
        choice(i)->setText(inLines(m_answers.value(i), QFontMetrics(bold), width() - bar - around));
    }
}

int LessonTab::answersEnd() const
{
    QLayout *column = m_area->widget()->layout();
    const int width = m_area->viewport()->width();
    const QMargins margins = column->contentsMargins();
    const int room = width - margins.left() - margins.right();
    int y = margins.top() - column->spacing();
    for (const QLabel *text : {m_title, m_story, m_question})
        y += text->heightForWidth(room) + column->spacing();
    for (const QRadioButton *one : m_choices)
        y += one->isHidden() ? 0 : one->sizeHint().height() + column->spacing();
    return y;
}

/// In a narrow panel with large letters arrows say it, too.
void LessonTab::fitButtons()
{
    m_back->setText(tr("← Back"));
    m_next->setText(tr("Next →"));
    const QMargins margins = layout()->itemAt(1)->layout()->contentsMargins();
    const int wanted = m_back->sizeHint().width() + m_run->sizeHint().width() + m_next->sizeHint().width() + m_theme.space(2);
    if (wanted <= width() - margins.left() - margins.right())
        return;
    m_back->setText(tr("←"));
    m_next->setText(tr("→"));
}

void LessonTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitButtons();
    fitText();
}

void LessonTab::setComing(int index, const QString &title)
{
    beginPage(index, title);
    m_story->setText(tr("It is being tried out with your film…"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_question, choice(0), choice(1), choice(2), m_box})
        part->hide();
}

void LessonTab::beginPage(int index, const QString &title)
{
    m_index = index;
    m_observation.reset();
    m_ran = m_touched = false;
    m_title->setText(tr("%1 · %2").arg(index + 1).arg(title));
    m_back->setEnabled(index > 0);
    m_next->setEnabled(index + 1 < lessonCount);
    m_run->setText(tr("Run it"));
    fitButtons();
}

void LessonTab::setLesson(int index, const Lesson &lesson)
{
    beginPage(index, lesson.title);
    m_answers = lesson.choices;
    m_story->setText(keptTogether(lesson.story));
    m_question->show();
    m_box->show();
    m_question->setText(keptTogether(tr("Predict: %1").arg(lesson.question)));
    m_group->setExclusive(false);
    for (int i = 0; i < 3; ++i) {
        choice(i)->setChecked(false);
        choice(i)->setAccessibleName(lesson.choices.value(i));
        choice(i)->setVisible(i < lesson.choices.size());
    }
    m_group->setExclusive(true);
    fitText();
    m_area->ensureVisible(0, 0);
    renewObserved();
}

int LessonTab::prediction() const
{
    return m_group->checkedId();
}

void LessonTab::setRunning()
{
    m_ran = true;
    m_touched = false;
    m_observation.reset();
    m_run->setText(tr("Run again"));
    fitButtons();
    renewObserved();
}

void LessonTab::setObservation(const Observation &observation, bool touched)
{
    m_observation = observation;
    m_touched = touched;
    m_predicted = prediction(); // what is chosen from now on was no prediction
    renewObserved();
    // What the class waits for is not to lie below the edge.
    m_area->widget()->layout()->activate();
    m_area->ensureWidgetVisible(m_box);
}

QString LessonTab::verdict() const
{
    if (m_observation->answer < 0 || m_predicted < 0)
        return {};
    return m_predicted == m_observation->answer ? tr("✓ As you predicted. ")
                                                : tr("✗ You predicted: %1. ").arg(m_answers.value(m_predicted));
}

void LessonTab::renewObserved()
{
    QString observed;
    QString reason;
    if (m_observation) {
        observed = tr("Observed: %1").arg(m_observation->result);
        reason = verdict() + m_observation->reason;
        if (m_touched)
            reason += tr(" (Settings were changed while it ran; the figures are of that run.)");
    } else if (m_ran) {
        reason = tr("It runs. What it shows will stand here.");
    } else if (prediction() >= 0) {
        reason = tr("Now run it, and see.");
    } else {
        reason = tr("Choose an answer first. Then run it, and see.");
    }
    m_box->setProperty("told", m_observation.has_value());
    m_box->style()->unpolish(m_box); // has the property looked at again
    m_box->style()->polish(m_box);
    m_observed->setText(keptTogether(observed));
    m_observed->setVisible(!observed.isEmpty());
    m_reason->setText(keptTogether(reason));
}

} // namespace rebuffer
