// "Lesson": one page of the course. A story, a question with three answers to choose from before it is run, and what the
// run then showed. It shows what it is handed and asks for the rest.
#pragma once

#include "ui/lesson/lesson.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <optional>

class QButtonGroup;
class QFrame;
class QLabel;
class QPushButton;
class QRadioButton;
class QScrollArea;

namespace rebuffer {

class LessonTab : public QWidget {
    Q_OBJECT

public:
    explicit LessonTab(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// Turns to a page; `index` from 0. No answer is chosen and nothing observed yet.
    void setLesson(int index, const Lesson &lesson);
    /// Turns to a page whose text is still being made for the film.
    void setComing(int index, const QString &title);
    /// Its run goes on; what it showed will follow.
    void setRunning();
    /// What the run showed, beside what was predicted; `touched`: settings were changed meanwhile.
    void setObservation(const Observation &observation, bool touched);

    int index() const { return m_index; }
    /// The answer chosen, or -1.
    int prediction() const;
    QLabel *title() const { return m_title; }
    QLabel *observed() const { return m_observed; }
    QRadioButton *choice(int i) const { return m_choices[static_cast<std::size_t>(i)]; }
    QPushButton *runButton() const { return m_run; }
    QPushButton *backButton() const { return m_back; }
    QPushButton *nextButton() const { return m_next; }

protected:
    void resizeEvent(QResizeEvent *event) override;

signals:
    /// Another page is wanted.
    void turned(int index);
    void runRequested();

private:
    void addText();
    void fitButtons();
    void fitText();
    void setDense(int density);
    void breakAnswers();
    int answersEnd() const;
    void addButtons();
    void beginPage(int index, const QString &title);
    void renewObserved();
    QString verdict() const;

    int m_index = 0;
    int m_predicted = -1; ///< when the run answered
    bool m_ran = false;
    bool m_touched = false;
    std::optional<Observation> m_observation;
    QStringList m_answers;
    QScrollArea *m_area;
    QLabel *m_title;
    QLabel *m_story;
    QLabel *m_question;
    std::array<QRadioButton *, 3> m_choices{};
    QButtonGroup *m_group;
    QFrame *m_box;
    QLabel *m_observed;
    QLabel *m_reason;
    QPushButton *m_back;
    QPushButton *m_run;
    QPushButton *m_next;
    Theme m_theme;
    int m_density = 0; ///< 0 as airy as can be, 3 as much as can be on a page
};

} // namespace rebuffer
