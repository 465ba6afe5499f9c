// Which of several tracks of a film is shown and heard: a list for pictures and one for sound, each there only if the film
// has more than one of them, or if its only one is not played.
#pragma once

#include "core/media/track_choice.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace rebuffer {

class PresetBox;

class TrackBoxes : public QWidget {
    Q_OBJECT

public:
    explicit TrackBoxes(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    /// nullptr: nothing that has tracks.
    void setFilm(std::shared_ptr<const MediaTimeline> film);
    /// Shows what is played, also after a choice that was refused.
    void restore();

    PresetBox *pictures() const { return m_pictures.box; }
    PresetBox *sounds() const { return m_sounds.box; }

signals:
    /// A key of the scenario, and the value it is to have.
    void changeRequested(const QString &key, const QString &value);

private:
    struct Kind {
        TrackKind kind;
        QString key;
        PresetBox *box = nullptr;
    };

    void build(Kind &kind, const QString &name, const QString &hint);
    void fill(const Kind &kind);
    void restore(const Kind &kind);
    int lineChosen(TrackKind kind) const;
    void choose(const Kind &kind, int line);

    std::shared_ptr<const MediaTimeline> m_film;
    Kind m_pictures;
    Kind m_sounds;
};

} // namespace rebuffer
