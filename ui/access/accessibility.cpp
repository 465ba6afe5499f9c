#include "ui/access/accessibility.h"

#include "ui/access/announcer.h"
#include "ui/access/parts_interface.h"
#include "ui/access/sheet_account.h"
#include "ui/access/stage_account.h"
#include "ui/access/value_interface.h"
#include "ui/compare/compare_tab.h"
#include "ui/compare/multiples_view.h"
#include "ui/controls/bytes_offer.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/export_line.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/press_button.h"
#include "ui/controls/reading_area.h"
#include "ui/controls/run_bar.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/setting_row.h"
#include "ui/controls/sound_control.h"
#include "ui/controls/source_card.h"
#include "ui/controls/status_pill.h"
#include "ui/controls/track_boxes.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/fitting_tabs.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/limit_bars.h"
#include "ui/inspector/stream_card.h"
#include "ui/rate/rate_card.h"
#include "ui/stage/stage_view.h"
#include "ui/sweep/axis_form.h"
#include "ui/sweep/map_view.h"
#include "ui/sweep/sweep_page.h"
#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QTabWidget>

namespace rebuffer {

namespace {

using Interface = QAccessibleInterface *;

/// The value is the account that the widget gives of itself: its accessible description.
Interface told(QWidget *widget, QAccessible::Role role)
{
    return new PartsInterface(widget, role);
}

/// A part of the window that has other parts in it: a name for it, and nothing that changes.
Interface group(QWidget *widget, QAccessible::Role role = QAccessible::Grouping)
{
    return new QAccessibleWidget(widget, role);
}

Interface sliderOf(SettingSlider *handle)
{
    return new SliderInterface(handle, [handle] {
        const auto *row = qobject_cast<SettingRow *>(handle->parentWidget());
        return row ? row->edit()->shown() : QString::number(handle->value());
    });
}

Interface painted(QWidget *widget)
{
    if (auto *stage = qobject_cast<StageView *>(widget))
        return new PartsInterface(stage, QAccessible::Graphic, [stage] { return stageAccount(*stage); });
    if (auto *sheet = qobject_cast<PacketSheet *>(widget))
        return new PartsInterface(sheet, QAccessible::Document, [sheet] { return sheetAccount(*sheet); });
    if (qobject_cast<TimelineView *>(widget) || qobject_cast<LimitBars *>(widget) || qobject_cast<MultiplesView *>(widget) ||
        qobject_cast<MapView *>(widget) || qobject_cast<RateChart *>(widget))
        return told(widget, QAccessible::Chart);
    if (qobject_cast<StatusPill *>(widget))
        return told(widget, QAccessible::StatusBar);
    if (qobject_cast<FigureCard *>(widget))
        return told(widget, QAccessible::StaticText);
    if (auto *card = qobject_cast<StreamCard *>(widget))
        return new BarInterface(card, [card] { return card->facts().fill; });
    if (auto *bar = qobject_cast<SourceBar *>(widget))
        return new BarInterface(bar, [bar] { return bar->received(); });
    if (auto *handle = qobject_cast<SettingSlider *>(widget))
        return sliderOf(handle);
    return nullptr;
}

Interface grouping(QWidget *widget)
{
    if (qobject_cast<LiveRegion *>(widget))
        return group(widget, QAccessible::Notification);
    if (qobject_cast<NoticeLine *>(widget))
        return group(widget, QAccessible::AlertMessage);
    if (qobject_cast<RunBar *>(widget))
        return group(widget, QAccessible::ToolBar);
    if (qobject_cast<SegmentedBar *>(widget))
        return told(widget, QAccessible::Grouping);
    const bool holdsOthers =
        qobject_cast<ControlsPanel *>(widget) || qobject_cast<SettingRow *>(widget) || qobject_cast<SourceCard *>(widget) ||
        qobject_cast<FiguresRow *>(widget) || qobject_cast<SoundControl *>(widget) || qobject_cast<Inspector *>(widget) ||
        qobject_cast<BytesOffer *>(widget) || qobject_cast<SweepPage *>(widget) || qobject_cast<AxisForm *>(widget) ||
        qobject_cast<TrackBoxes *>(widget) || qobject_cast<RateCard *>(widget) || qobject_cast<ExportLine *>(widget) ||
        qobject_cast<FittingTabs *>(widget) || (qobject_cast<ReadingArea *>(widget) && !qobject_cast<CompareTab *>(widget));
    if (holdsOthers)
        return group(widget);
    const bool isPage = qobject_cast<EventsTab *>(widget) || qobject_cast<PacketTab *>(widget) ||
                        qobject_cast<WhyTab *>(widget) || qobject_cast<WordsTab *>(widget) ||
                        qobject_cast<StreamsTab *>(widget) || qobject_cast<LessonTab *>(widget) ||
                        qobject_cast<CompareTab *>(widget);
    return isPage ? group(widget, QAccessible::PropertyPage) : nullptr;
}

Interface make(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget)
        return nullptr;
    if (Interface made = painted(widget))
        return made;
    return grouping(widget);
}

} // namespace

Accessibility::Accessibility()
{
    QAccessible::installFactory(make);
}

} // namespace rebuffer
