// Every setting: its slider dragged, stepped and set back, its box typed into and stepped; presets, transport, delivery.
#include "tests/ui/control_rows.h"

#include "ui/controls/preset_box.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/setting_slider.h"
#include "ui/controls/track_boxes.h"
#include "ui/rate/rate_card.h"

#include <QFileDialog>

namespace rebuffer::test {

namespace {

struct Setting {
    const char *key;
    const char *other; ///< than what it is by default
};

constexpr Setting settings[] = {
    {"link.rate", "1Mbit/s"}, {"link.delay", "100ms"},  {"link.jitter", "20ms"},
    {"link.loss", "2%"},      {"link.loss_burst", "4"}, {"link.queue", "640kB"},
    {"player.start", "1s"},   {"player.resume", "3s"},  {"player.high_water", "20s"},
};

void addSlider(ControlRows &rows, const Setting &is)
{
    const QString name = QString::fromLatin1(is.key) + QStringLiteral(": ");
    const auto slider = [key = is.key](Desk &d) { return d.window.controls()->row(QString::fromLatin1(key))->slider(); };
    const Finder find = slider;
    const Check isOther = [is](Desk &d) { return d.setting(is.key) != d.settingUsual(is.key); };
    const Check isUsual = [is](Desk &d) { return d.setting(is.key) == d.settingUsual(is.key); };
    const Deed makeOther = [is](Desk &d) { d.driver().apply(is.key, is.other); };
    rows.push_back({name + "slider dragged",
                    By::Mouse,
                    find,
                    {},
                    [slider](Desk &d) {
                        SettingSlider *s = slider(d);
                        const int y = s->height() / 2;
                        const int to = s->value() > 500 ? 200 : 800;
                        Hand::drag(s, QPoint(s->xOf(s->value()), y), QPoint(s->xOf(to), y));
                        return true;
                    },
                    isOther});
    rows.push_back(
        {name + "slider stepped", By::Keys, find, {}, [find](Desk &d) { return Hand::press(find(d), Qt::Key_Right); }, isOther});
    rows.push_back({name + "slider set back by a double click", By::Mouse, find, makeOther,
                    [find](Desk &d) {
                        Hand::doubleClick(find(d), Hand::middleOf(find(d)));
                        return true;
                    },
                    isUsual});
    rows.push_back({name + "slider set back by Backspace", By::Keys, find, makeOther,
                    [find](Desk &d) { return Hand::press(find(d), Qt::Key_Backspace); }, isUsual});
}

void addBox(ControlRows &rows, const Setting &is)
{
    const QString name = QString::fromLatin1(is.key) + QStringLiteral(": ");
    const Finder find = [is](Desk &d) { return d.window.controls()->row(QString::fromLatin1(is.key))->edit(); };
    const Check isTyped = [is](Desk &d) { return d.setting(is.key) == is.other; };
    const auto type = [is] {
        Hand::type(QString::fromLatin1(is.other));
        Hand::key(Qt::Key_Return);
        return true;
    };
    rows.push_back({name + "box clicked and typed into",
                    By::Mouse,
                    find,
                    {},
                    [find, type](Desk &d) {
                        Hand::click(find(d));
                        return type();
                    },
                    isTyped});
    rows.push_back({name + "box reached and typed into",
                    By::Keys,
                    find,
                    {},
                    [find, type](Desk &d) { return Hand::reach(find(d)) && type(); },
                    isTyped});
    rows.push_back({name + "box stepped by an arrow",
                    By::Keys,
                    find,
                    {},
                    [find](Desk &d) { return Hand::press(find(d), Qt::Key_Up); },
                    [is](Desk &d) { return d.setting(is.key) != d.settingUsual(is.key); }});
}

void addSegments(ControlRows &rows, const char *key, SegmentedBar *(ControlsPanel::*bar)() const,
                 std::initializer_list<const char *> values)
{
    int index = 0;
    for (const char *value : values) {
        const Finder segment = [bar, index](Desk &d) { return (d.window.controls()->*bar)()->segment(index); };
        const char *another = index == 0 ? *(values.begin() + 1) : *values.begin();
        addButton(
            rows, QStringLiteral("%1: %2").arg(key, value), segment, [key, another](Desk &d) { d.driver().apply(key, another); },
            [key, value](Desk &d) { return d.setting(key) == value; });
        ++index;
    }
}

void addPresets(ControlRows &rows)
{
    const Finder box = [](Desk &d) { return d.window.controls()->presets(); };
    const Check isAnother = [](Desk &d) {
        return d.window.controls()->presets()->currentIndex() > 0 && d.setting("link.rate") != "5Mbit/s";
    };
    rows.push_back({"network preset chosen from its list",
                    By::Mouse,
                    box,
                    {},
                    [](Desk &d) { return Hand::chooseFrom(d.window.controls()->presets(), 3); },
                    isAnother});
    rows.push_back({"network preset stepped",
                    By::Keys,
                    box,
                    {},
                    [box](Desk &d) { return Hand::press(box(d), Qt::Key_Down) && Hand::press(box(d), Qt::Key_Down); },
                    isAnother});
}

void addRate(ControlRows &rows)
{
    const Deed unfold = [](Desk &d) { d.window.actions().drawRate->setChecked(true); };
    const Deed drawn = [](Desk &d) {
        d.window.actions().drawRate->setChecked(true);
        d.driver().setRateScript({"5Mbit/s", {{SimTime::fromStart(SimDuration::wholeSeconds(9)), "link.rate", "1Mbit/s"}}});
    };
    const auto card = [](Desk &d) { return d.window.controls()->rate(); };
    addButton(
        rows, "bandwidth over time: folded out", [](Desk &d) { return d.window.controls()->rateFold(); }, {},
        [card](Desk &d) { return card(d)->isVisible(); });
    const Finder chart = [card](Desk &d) { return card(d)->chart(); };
    const Check isOther = [](Desk &d) { return d.setting("link.rate") != "5Mbit/s"; };
    rows.push_back({"bandwidth over time: a point dragged", By::Mouse, chart, unfold,
                    [card](Desk &d) {
                        RateChart *c = card(d)->chart();
                        const QPoint from = c->geometry().pointOf(c->plan().steps.front()).toPoint();
                        Hand::drag(c, from, from + QPoint(0, 30));
                        return true;
                    },
                    isOther});
    rows.push_back({"bandwidth over time: a point moved", By::Keys, chart, unfold,
                    [chart](Desk &d) { return Hand::press(chart(d), Qt::Key_Down); }, isOther});
    addButton(
        rows, "bandwidth over time: trace", [card](Desk &d) { return card(d)->traceButton(); }, unfold,
        [](Desk &d) { return d.opened<QFileDialog>() != nullptr; });
    addButton(
        rows, "bandwidth over time: outage", [card](Desk &d) { return card(d)->outageButton(); }, unfold,
        [](Desk &d) { return d.session().script().changes.size() == 2; });
    addButton(
        rows, "bandwidth over time: steady", [card](Desk &d) { return card(d)->steadyButton(); }, drawn,
        [](Desk &d) { return d.session().script().changes.empty(); });
}

/// With two tracks of pictures and two of sound.
MediaFile filmOfManyTracks()
{
    MediaTimeline::Contents film;
    film.tracks.resize(4);
    for (std::size_t track = 0; track < film.tracks.size(); ++track)
        film.tracks[track].kind = track < 2 ? TrackKind::Video : TrackKind::Audio;
    for (int i = 0; i < 1000; ++i) {
        AccessUnit unit;
        unit.track = static_cast<decltype(unit.track)>(i % 4);
        unit.pts = unit.dts = SimDuration::milliseconds(40 * (i / 4));
        unit.duration = SimDuration::milliseconds(40);
        unit.position = film.size;
        unit.size = Bytes(2'000);
        unit.key = true;
        film.size += unit.size;
        film.units.push_back(unit);
    }
    film.duration = SimDuration::wholeSeconds(10);
    return {"", "many tracks", std::make_shared<const MediaTimeline>(std::move(film))};
}

void addTracks(ControlRows &rows)
{
    const Deed open = [](Desk &d) {
        d.driver().start(d.first, filmOfManyTracks());
        QCoreApplication::processEvents();
    };
    const auto add = [&](const QString &name, PresetBox *(TrackBoxes::*which)() const, const char *key) {
        const auto box = [which](Desk &d) { return (d.window.controls()->source()->tracks()->*which)(); };
        const Check isAnother = [key](Desk &d) { return d.setting(key) == "2"; };
        rows.push_back({name, By::Mouse, box, open, [box](Desk &d) { return Hand::chooseFrom(box(d), 1); }, isAnother});
        rows.push_back({name, By::Keys, box, open, [box](Desk &d) { return Hand::press(box(d), Qt::Key_Down); }, isAnother});
    };
    add("pictures chosen", &TrackBoxes::pictures, "track.video");
    add("sound chosen", &TrackBoxes::sounds, "track.audio");
}

} // namespace

ControlRows rowsOfSettings()
{
    ControlRows rows;
    for (const Setting &setting : settings) {
        addSlider(rows, setting);
        addBox(rows, setting);
    }
    addPresets(rows);
    addRate(rows);
    addTracks(rows);
    addSegments(rows, "transport", &ControlsPanel::transport, {"tcp-cubic", "tcp-bbr", "tcp-reno", "rtp", "ideal"});
    addSegments(rows, "delivery", &ControlsPanel::delivery, {"stream", "download", "ranges"});
    return rows;
}

} // namespace rebuffer::test
