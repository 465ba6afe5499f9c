#include "ui/windows/key_list.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyList)
};

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &sequence : action.shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

/// The sentence of its tooltip if it has one besides its name; without the keys, which stand beside it.
QString whatOf(const QAction &action)
{
    const QString name = withoutMnemonic(action.text());
    const QString sentence = action.toolTip().section(QStringLiteral(" ("), 0, 0);
    return sentence.isEmpty() || sentence == name || sentence == withoutMnemonic(action.iconText())
               ? name
               : Words::tr("%1: %2").arg(name, sentence);
}

void addLines(QVector<KeyLine> &lines, const QMenu &menu)
{
    for (const QAction *action : menu.actions()) {
        if (action->isSeparator())
            continue;
        const QMenu *below = action->menu();
        if (below && !below->property("list").toBool())
            addLines(lines, *below);
        else if (!below)
            lines.append({keysOf(*action), whatOf(*action)});
    }
}

} // namespace

QVector<KeySection> keysOfMenus(const QMenuBar &bar)
{
    QVector<KeySection> sections;
    for (const QAction *action : bar.actions()) {
        if (!action->menu())
            continue;
        KeySection section{Words::tr("Menu %1").arg(withoutMnemonic(action->text())), {}};
        addLines(section.lines, *action->menu());
        sections.append(section);
    }
    return sections;
}

QVector<KeySection> keysOfParts()
{
    return {
        {Words::tr("Everywhere"),
         {{Words::tr("Tab, Shift+Tab"), Words::tr("to the next control, and back")},
          {Words::tr("Enter"),
           Words::tr(
               "presses the button that is chosen; the space bar plays and pauses, but where words or a value are being typed")},
          {Words::tr("Alt + letter, F10"), Words::tr("opens a menu; arrow keys and Enter choose in it")},
          {Words::tr("Esc"), Words::tr("ends full screen")}}},
        {Words::tr("On a slider or its box"),
         {{QStringLiteral("← →"), Words::tr("one step; in a box ↑ ↓")},
          {Words::tr("Page up, Page down"), Words::tr("ten steps")},
          {Words::tr("Home, End"), Words::tr("on a slider: to its ends")},
          {Words::tr("Backspace, double click"), Words::tr("on a slider: back to the default")},
          {Words::tr("Enter, Esc"), Words::tr("in a box: takes what was typed, or takes it back")}}},
        {Words::tr("On the timeline"),
         {{QStringLiteral("← →"), Words::tr("along the run")},
          {Words::tr("Shift+← →"), Words::tr("moves the cursor: shows an earlier instant; with Ctrl ten times as far")},
          {Words::tr("↑ ↓, wheel"), Words::tr("zoom in, and out")},
          {Words::tr("Home, double click"), Words::tr("the whole run")},
          {Words::tr("L, End"), Words::tr("back to the present, and follow it")},
          {Words::tr("N, Shift+N"), Words::tr("why it stalled: the next stall, or the one before")},
          {Words::tr("Click"), Words::tr("shows that instant; on a stall: why it stalled")}}},
        {Words::tr("On the bandwidth over time"),
         {{QStringLiteral("← →"), Words::tr("from point to point; with Ctrl moves it in time")},
          {QStringLiteral("↑ ↓"), Words::tr("more, and less; at the floor it is an outage")},
          {Words::tr("Insert, double click"), Words::tr("adds a point")},
          {Words::tr("Delete, right click"), Words::tr("removes it")},
          {Words::tr("Drag"), Words::tr("a point, a level or an edge")}}},
        {Words::tr("In the lists of events and of the timeline"),
         {{QStringLiteral("↑ ↓"), Words::tr("from line to line")},
          {Words::tr("Enter"), Words::tr("tells of the packet, or shows the instant, of that line")},
          {QStringLiteral("End"), Words::tr("to the newest line, and follow")}}},
        {Words::tr("On the stage"),
         {{Words::tr("Click"), Words::tr("on a packet: its headers, its bytes, its life")},
          {Words::tr("Click, drag"), Words::tr("on the bar under the picture: moves in the film")}}},
    };
}

} // namespace rebuffer
