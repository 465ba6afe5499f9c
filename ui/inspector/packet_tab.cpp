#include "ui/inspector/packet_tab.h"

#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QThreadPool>
#include <QVBoxLayout>

#include <atomic>

namespace rebuffer {

/// One question: given up by raising `stop`, which the thread looks at between events.
struct PacketTab::Telling {
    std::atomic<bool> stop = false;
};

namespace {

/// What of the film is in it.
QByteArray payloadOf(const std::optional<PacketStory> &story, const std::string &path)
{
    if (!story || story->packet.kind != PacketKind::Data || path.empty())
        return {};
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly) || !file.seek(story->fileOffset + story->headBytes))
        return {};
    return file.read(payloadShown);
}

QString link(quint64 number)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(number).arg(countText(number));
}

} // namespace

PacketTab::PacketTab(QWidget *parent)
    : QWidget(parent), m_links(new QLabel(this)), m_area(new QScrollArea(this)), m_sheet(new PacketSheet)
{
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_links);
    column->addWidget(m_area, 1);
    m_links->setWordWrap(true);
    m_links->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_links->setAccessibleName(tr("Packets with the same bytes"));
    m_sheet->setObjectName(QStringLiteral("scrolled"));
    m_area->setWidget(m_sheet);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Packet"));
    connect(m_links, &QLabel::linkActivated, this, [this](const QString &number) { emit packetWanted(number.toULongLong()); });
    clear();
}

PacketTab::~PacketTab()
{
    stop();
}

void PacketTab::setTheme(const Theme &theme)
{
    layout()->setContentsMargins(theme.space(2), theme.space(2), theme.space(1), theme.space(2));
    m_links->setFont(theme.font(captionPoints));
    m_sheet->setTheme(theme);
}

bool PacketTab::isTelling() const
{
    return m_telling != nullptr;
}

void PacketTab::stop()
{
    if (m_telling)
        m_telling->stop = true;
    m_telling.reset();
}

void PacketTab::clear()
{
    stop();
    m_number = 0;
    m_story.reset();
    m_sheet->setFacts({});
    m_area->hide();
    m_links->show();
    m_links->setText(tr("Click a packet on the stage, or a line of the events that names one: its header, field by field, the "
                        "film's bytes in it, and its life are told here. In slow motion they are easier to catch."));
}

void PacketTab::ask(quint64 number, const Scenario &scenario, const std::optional<MediaFile> &media, SimTime until)
{
    m_number = number;
    m_story.reset();
    m_links->show();
    m_links->setText(tr("Looking for packet %1…").arg(countText(number)));
    tell(number, scenario, media, until);
}

void PacketTab::moveTo(const Session &session, SimTime present)
{
    if (m_number == 0 || m_telling || !m_story || session.now() == m_shownAt)
        return;
    if (m_toldUntil > present) { // the run went on from a past instant, and this is another future
        m_story = m_story->asOf(present);
        m_toldUntil = present;
    }
    if (session.now() > m_toldUntil && !m_story->isOver(m_toldUntil))
        tell(m_number, session.script(), session.media(), session.now());
    else
        show(session.now());
}

void PacketTab::tell(quint64 number, const Scenario &scenario, const std::optional<MediaFile> &media, SimTime until)
{
    stop();
    m_telling = std::make_shared<Telling>();
    const QPointer<PacketTab> self(this);
    QThreadPool::globalInstance()->start([self, telling = m_telling, payloads = m_payloads, number, scenario, media, until] {
        const bool isAsked = payloads && scenario.transport != TransportKind::Ideal;
        const auto story =
            tellPacket(scenario, media, number, until, &telling->stop, isAsked ? payloads(media) : PayloadReader());
        const QByteArray payload = payloadOf(story, media ? media->path : std::string());
        const auto film = media ? media->timeline : nullptr;
        // Delivered on the tab's thread, and only if nothing else has been asked for since.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, telling, story, film, payload, until] {
            if (self && self->m_telling == telling)
                self->take(story, film, payload, until);
        });
    });
}

void PacketTab::take(const std::optional<PacketStory> &story, const std::shared_ptr<const MediaTimeline> &film,
                     const QByteArray &payload, SimTime until)
{
    m_telling.reset();
    m_story = story;
    m_film = film;
    m_payload = payload;
    m_toldUntil = until;
    show(until);
    emit told();
}

void PacketTab::show(SimTime now)
{
    m_shownAt = now;
    const auto story = m_story ? std::optional(m_story->asOf(now)) : std::nullopt;
    m_area->setVisible(story && story->sent);
    m_links->show();
    if (!story || !story->sent)
        m_sheet->setFacts({});
    if (!story)
        return m_links->setText(tr("There is no packet %1 in this run.").arg(countText(m_number)));
    if (!story->sent)
        return m_links->setText(tr("Packet %1 has not been sent yet at this instant.").arg(countText(m_number)));
    m_sheet->setFacts(PacketFacts::of(*story, m_film.get(), m_payload));
    QStringList words;
    if (story->resends > 0)
        words << tr("resends %1").arg(link(story->resends));
    if (story->resentAs > 0)
        words << tr("resent as %1").arg(link(story->resentAs));
    if (!story->hasHeaders)
        words << tr("a drop of the ideal pipe: no headers");
    m_links->setText(words.join(QStringLiteral(" · ")));
    m_links->setVisible(!words.isEmpty());
}

} // namespace rebuffer
