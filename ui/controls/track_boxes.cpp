#include "ui/controls/track_boxes.h"

#include "core/session/scenario_keys.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/track_words.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace rebuffer {

namespace {

QString textOf(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

} // namespace

TrackBoxes::TrackBoxes(QWidget *parent)
    : QWidget(parent), m_pictures{TrackKind::Video, textOf(videoTrackKey)}, m_sounds{TrackKind::Audio, textOf(audioTrackKey)}
{
    setAccessibleName(tr("Tracks"));
    auto *row = new QHBoxLayout(this); // one beside the other: the panel has no height to spare
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(4);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    build(m_pictures, tr("Pictures shown"), tr("Which of the film's pictures are shown; the film starts again with them."));
    build(m_sounds, tr("Sound heard"), tr("Which of the film's sound tracks is heard; the film starts again with it."));
    setFilm(nullptr);
}

void TrackBoxes::build(Kind &kind, const QString &name, const QString &hint)
{
    kind.box = new PresetBox(this);
    kind.box->setAccessibleName(name);
    kind.box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the two share what width there is
    kind.box->setMinimumWidth(1);
    kind.box->setToolTip(hint);
    layout()->addWidget(kind.box);
    connect(kind.box, &QComboBox::activated, this, [this, &kind](int line) { choose(kind, line); });
}

void TrackBoxes::setTheme(const Theme &theme)
{
    m_pictures.box->setTheme(theme);
    m_sounds.box->setTheme(theme);
}

void TrackBoxes::setFilm(std::shared_ptr<const MediaTimeline> film)
{
    m_film = std::move(film);
    fill(m_pictures);
    fill(m_sounds);
    setVisible(!m_pictures.box->isHidden() || !m_sounds.box->isHidden());
}

/// A line a track, in the file's order, and the last for none of them.
void TrackBoxes::fill(const Kind &kind)
{
    const std::vector<std::size_t> tracks = m_film ? tracksOfKind(*m_film, kind.kind) : std::vector<std::size_t>();
    const QSignalBlocker quiet(kind.box);
    kind.box->clear();
    for (const std::size_t track : tracks) {
        kind.box->addItem(describeTrack(m_film->tracks()[track], kind.box->count() + 1));
        kind.box->setItemData(kind.box->count() - 1, kind.box->itemText(kind.box->count() - 1), Qt::ToolTipRole);
    }
    kind.box->addItem(kind.kind == TrackKind::Video ? tr("No pictures") : tr("No sound"));
    kind.box->view()->setMinimumWidth(kind.box->view()->sizeHintForColumn(0) + 2 * kind.box->view()->frameWidth());
    restore(kind);
    const bool isWanted = tracks.size() > 1 || (tracks.size() == 1 && kind.box->currentIndex() == 1);
    kind.box->setVisible(isWanted);
}

void TrackBoxes::restore()
{
    restore(m_pictures);
    restore(m_sounds);
}

void TrackBoxes::restore(const Kind &kind)
{
    const QSignalBlocker quiet(kind.box);
    kind.box->setCurrentIndex(lineChosen(kind.kind));
}

int TrackBoxes::lineChosen(TrackKind kind) const
{
    const std::vector<std::size_t> tracks = m_film ? tracksOfKind(*m_film, kind) : std::vector<std::size_t>();
    std::size_t line = 0;
    while (line < tracks.size() && !m_film->tracks()[tracks[line]].chosen)
        ++line;
    return static_cast<int>(line);
}

void TrackBoxes::choose(const Kind &kind, int line)
{
    if (line == lineChosen(kind.kind))
        return;
    const bool isNone = line == kind.box->count() - 1;
    emit changeRequested(kind.key, isNone ? QStringLiteral("none") : QString::number(line + 1));
}

} // namespace rebuffer
