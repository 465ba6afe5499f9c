// Every line of text on the stage that changes while it runs, chosen so that it fits where it stands.
// States are told at once; figures are renewed only when asked, so that they can be read.
#pragma once

#include "core/session/scenario.h"
#include "core/session/snapshot.h"
#include "ui/paint/text_label.h"
#include "ui/stage/stage_geometry.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QCoreApplication>
#include <QString>

#include <array>

class QPainter;

namespace rebuffer {

/// How far the buffer's "stop" has travelled back; each follows from the one before.
struct StopTrail {
    bool buffer = false;     ///< write() to the playback buffer answered false
    bool connection = false; ///< the receive window is shut
    bool source = false;     ///< the server reads no more

    static StopTrail of(const Snapshot &snapshot);
    friend bool operator==(const StopTrail &, const StopTrail &) = default;
};

class StageWords {
    Q_DECLARE_TR_FUNCTIONS(rebuffer::StageWords)
public:
    enum Line {
        ServerTitle,
        QueueTitle,
        LinkTitle,
        BufferTitle,
        PlayerTitle,
        Clock,
        ServerState,
        ServerSecond,
        QueueFill,
        QueueDelay,
        LinkFirst,
        LinkSecond,
        BufferState,
        ServerBytes,
        ServerWindow,
        DropWords,
        UplinkWords,
        BufferFill,
        BufferDrain,
        PlayerState1,
        PlayerTitle2,
        MarkStart,
        MarkResume,
        MarkHigh,
        LostWords,
        FlowWords,
        Cover,
        LineCount
    };
    /// Of this the ends are enough: the name of a file.
    static constexpr bool mayBeCut(Line line) { return line == PlayerTitle2; }

    void setTheme(const Theme &theme);
    void setScenario(const Scenario &scenario) { m_scenario = scenario; }
    void setFilm(const QString &title, bool hasVideo);
    void setWave(bool shown) { m_hasWave = shown; }
    /// The same in fewer and fewer words, of which those are shown that fit.
    void setInvitation(const QStringList &words) { m_invitation = words; }
    /// What is asked for is a press of play, and nothing else.
    bool asksForPlay() const { return m_invitation.isEmpty(); }
    void reset();

    /// `renew`: figures, too.
    void tell(const Snapshot &snapshot, const StageGeometry &geometry, bool renew);
    /// All lines that touch `region`'s rectangle, except Cover, LostWords and FlowWords, which have a ground.
    void draw(QPainter &painter, const QRectF &region) const;
    void drawOnGround(QPainter &painter, Line line, const QColor &ground, double opacity = 1) const;

    /// How much of the lost packet that is named is still to be seen, 0 to 1.
    double lostOpacity() const { return m_lostOpacity; }
    QString text(Line line) const { return m_lines[line].label.text(); }
    QRectF placed(Line line) const;
    /// Is it shown without its end?
    bool isCut(Line line) const { return !m_lines[line].box.isEmpty() && m_lines[line].label.isCut(); }
    /// The whole stage in one sentence, for those who cannot see it.
    QString description(const Snapshot &snapshot) const;

private:
    struct Placed {
        TextLabel label;
        QRectF box;
        Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignTop;
        QColor colour;
        QColor ink; ///< the same, to be read on a card; invalid: not known yet

        void colourIn(const QColor &wanted, const QColor &card);
    };

    void say(Line line, const QStringList &choices, const QRectF &box, const QColor &colour,
             Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignTop);
    bool waitsForWhole() const
    {
        return m_scenario.delivery == DeliveryMode::Download && m_scenario.transport != TransportKind::Rtp;
    }
    void hide(Line line) { m_lines[line].box = QRectF(); }
    void tellTitles(const StageLayout &layout);
    void tellServer(const Snapshot &snapshot, const StageLayout &layout, bool renew);
    void tellQueue(const Snapshot &snapshot, const StageGeometry &geometry, bool renew);
    void tellLink(const Snapshot &snapshot, const StageLayout &layout);
    void tellWayBack(const Snapshot &snapshot, const StageLayout &layout, bool renew);
    void tellBuffer(const Snapshot &snapshot, const StageGeometry &geometry, bool renew);
    void tellPlayer(const Snapshot &snapshot, const StageLayout &layout);
    void tellReceiver(const Snapshot &snapshot, const StageLayout &layout, bool renew);
    void tellCover(const Snapshot &snapshot, const StageLayout &layout);
    void sayFlows(const QStringList &in, const QStringList &out, const StageLayout &layout);
    void tellLost(const Snapshot &snapshot, const StageGeometry &geometry, bool renew);
    void tellFlow(const Snapshot &snapshot, const StageGeometry &geometry, bool renew);
    void sayFlow(const Snapshot &snapshot, const StageGeometry &geometry);

    Theme m_theme;
    Scenario m_scenario;
    QString m_film;
    bool m_hasVideo = true;
    bool m_hasWave = false;
    QStringList m_invitation;
    std::array<Placed, LineCount> m_lines;
    std::uint64_t m_toldLost = 0;
    double m_lostOpacity = 1;
    std::uint64_t m_toldNews = 0;
    bool m_coverIsLarge = true;
};

} // namespace rebuffer
