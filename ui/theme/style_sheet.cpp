#include "ui/theme/style_sheet.h"

#include <QPair>

namespace rebuffer {

namespace {

// @name@ stands for a colour, a length or a font size of the theme.
constexpr const char *surfaces = R"(
* { font-family: "@family@"; font-size: @bodyPt@; }
QMainWindow, QDialog, QMessageBox { background: @window@; }
QFrame[card="true"] { background: @card@; border: 1px solid @border@; border-radius: @radius@; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QToolTip { background: @card@; color: @text@; border: 1px solid @border@; padding: 4px; }
QFrame#topBar { background: @card@; border: none; border-bottom: 1px solid @border@; }
QFrame[rule="true"] { background: @border@; border: none; max-height: 1px; min-height: 1px; }
)";

constexpr const char *labels = R"(
QLabel { background: transparent; color: @text@; }
QLabel[role="heading"] { color: @muted@; font-weight: bold; font-size: @captionPt@; }
QLabel[role="caption"] { color: @muted@; font-size: @captionPt@; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="title"] { font-weight: bold; font-size: @titlePt@; }
)";

constexpr const char *menus = R"(
QMenuBar { background: @card@; color: @text@; border: none; padding: 1px 4px; }
QMenuBar::item { background: transparent; padding: 3px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover@; }
QMenu { background: @card@; color: @text@; border: 1px solid @border@; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @data@; color: @onAccent@; }
QMenu::item:disabled { color: @muted@; }
QMenu::separator { height: 1px; background: @border@; margin: 4px 6px; }
)";

constexpr const char *buttons = R"(
QPushButton {
  background: @button@; color: @text@; border: 1px solid @border@; border-radius: 5px;
  padding: @padY@ @padX@; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed { background: @sunken@; }
QPushButton:disabled, QLabel:disabled, QLineEdit:disabled { color: @muted@; }
QPushButton:focus { border: 2px solid @data@; padding: @padYIn@ @padXIn@; }
QPushButton[primary="true"] { background: @data@; color: @onAccent@; border-color: @data@; font-weight: bold; }
QPushButton[primary="true"]:hover { background: @dataDeep@; border-color: @dataDeep@; }
QPushButton[primary="true"]:focus { border: 3px double @onAccent@; padding: @padYDeep@ @padXDeep@; }
QPushButton[segment="true"] { border-radius: 0; padding: @padY@ 2px; margin: 0; }
QPushButton[segment="true"]:focus { padding: @padYIn@ 1px; }
QPushButton[segment="true"]:checked { background: @data@; color: @onAccent@; border-color: @data@; font-weight: bold; }
QPushButton[segment="true"]:checked:focus { border: 3px double @onAccent@; padding: @padYDeep@ 0; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[flat="true"] { background: transparent; border: 2px solid transparent; padding: 0; }
QPushButton[flat="true"]:focus { border-color: @text@; }
QPushButton[link="true"] { background: transparent; color: @data@; border: 2px solid transparent; padding: 0 2px;
  font-size: @captionPt@; font-weight: bold; }
QPushButton[link="true"]:hover { color: @text@; }
QPushButton[link="true"]:focus { border-color: @text@; }
)";

constexpr const char *inputs = R"(
QLineEdit, QComboBox, QSpinBox {
  background: @button@; color: @text@; border: 1px solid @border@; border-radius: 4px;
  selection-background-color: @data@; selection-color: @onAccent@; }
QLineEdit, QSpinBox { padding: 1px 5px; }
QLineEdit[quantity="true"] { font-weight: bold; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover { background: @hover@; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { background: @card@; border: 2px solid @data@; }
QLineEdit:focus, QSpinBox:focus { padding: 0 4px; }
QComboBox { padding: 3px 8px; combobox-popup: 0; }
QComboBox:focus { padding: 2px 7px; }
QComboBox::drop-down { border: none; width: @space5@; }
QComboBox QAbstractItemView { background: @card@; color: @text@; border: 1px solid @border@; outline: none;
  selection-background-color: @data@; selection-color: @onAccent@; }
)";

constexpr const char *pages = R"(
QRadioButton[choice="true"] { background: @button@; color: @text@; border: 1px solid @border@; border-radius: 5px;
  padding: @padY@ @padTab2@; spacing: @padTab2@; }
QRadioButton[choice="true"][dense="1"], QRadioButton[choice="true"][dense="2"], QRadioButton[choice="true"][dense="3"] { padding: @padYDeep@ @padTab2@; }
QRadioButton[choice="true"][dense="2"], QLabel[dense="2"] { font-size: @captionPt@; }
QRadioButton[choice="true"][dense="3"], QLabel[dense="3"] { font-size: @smallPt@; }
QRadioButton[choice="true"]:hover { background: @hover@; }
QRadioButton[choice="true"]:checked { border: 1px solid @data@; font-weight: bold; }
QRadioButton[choice="true"]:focus { border-color: @text@; }
QRadioButton[choice="true"]::indicator { width: @ring@px; height: @ring@px; border: 2px solid @muted@; border-radius: @ringHalf@px; background: @card@; }
QRadioButton[choice="true"]::indicator:checked { border-color: @data@; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
  fx: 0.5, fy: 0.5, stop: 0 @data@, stop: 0.55 @data@, stop: 0.65 @card@, stop: 1 @card@); }
QFrame[observed="true"] { background: @sunken@; border: none; border-radius: 5px; }
QFrame[observed="true"][told="true"] { background: @observed@; }
)";

constexpr const char *views = R"(
QComboBox QAbstractItemView::item { min-height: @space5@; padding: 1px 6px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTabWidget::pane { border: none; border-top: 1px solid @border@; }
QTabWidget::tab-bar { left: 4px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted@; border: none; border-bottom: 2px solid transparent;
  padding: @padY@ 0; margin: 2px 1px 0 1px; font-size: @captionPt@; }
QTabBar::tab:hover { color: @text@; }
QTabBar::tab:focus { border: 2px solid @text@; border-radius: 4px; }
QTabBar::tab:selected { color: @data@; font-weight: bold; border-bottom: 2px solid @data@; }
QTableView, QTextBrowser { background: @card@; color: @text@; border: 2px solid @card@; outline: none;
  selection-background-color: @hover@; selection-color: @text@; }
.QSlider:focus { border: 2px solid @data@; border-radius: 4px; }
QTableView:focus, QTextBrowser:focus, QScrollArea:focus, QLabel:focus { border: 2px solid @data@; }
QTableView { font-size: @captionPt@; gridline-color: transparent; }
QTableView::item { border: none; padding: 0 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border@; border-radius: 4px; margin: 1px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString pixels(int n)
{
    return QString::number(n) + QStringLiteral("px");
}

QString points(const Theme &theme, double size)
{
    return QString::number(size * theme.textScale, 'f', 2) + QStringLiteral("pt");
}

/// The card with a breath of the colour of what arrives.
QColor observedGround(const Theme &theme)
{
    constexpr double share = 0.13;
    const auto channel = [](int from, int to) { return static_cast<int>(from + (to - from) * share); };
    return {channel(theme.card.red(), theme.arriving.red()), channel(theme.card.green(), theme.arriving.green()),
            channel(theme.card.blue(), theme.arriving.blue())};
}

} // namespace

QString styleSheetOf(const Theme &theme)
{
    QString sheet;
    for (const char *part : {surfaces, labels, menus, buttons, inputs, pages, views})
        sheet += QString::fromLatin1(part);

    const QPair<const char *, QString> words[] = {
        {"@window@", theme.window.name()},
        {"@card@", theme.card.name()},
        {"@border@", theme.cardBorder.name()},
        {"@sunken@", theme.sunken.name()},
        {"@button@", theme.button.name()},
        {"@hover@", theme.hover.name()},
        {"@ring@", QString::number(2 * (theme.space(3) / 2) - 2)},
        {"@ringHalf@", QString::number(theme.space(3) / 2 + 1)},
        {"@text@", theme.text.name()},
        {"@muted@", theme.mutedText.name()},
        {"@onAccent@", theme.onAccent.name()},
        {"@data@", theme.data.name()},
        {"@dataDeep@", theme.data.darker(112).name()},
        {"@family@", theme.family},
        {"@bodyPt@", points(theme, bodyPoints)},
        {"@captionPt@", points(theme, captionPoints)},
        {"@smallPt@", points(theme, 0.93 * captionPoints)},
        {"@titlePt@", points(theme, titlePoints)},
        {"@radius@", pixels(theme.space(2))},
        {"@padY@", pixels(theme.space(1))},
        {"@padYDeep@", pixels(theme.space(1) - 2)},
        {"@padXDeep@", pixels(theme.space(3) - 2)},
        {"@padYIn@", pixels(theme.space(1) - 1)},
        {"@padXIn@", pixels(theme.space(3) - 1)},
        {"@padX@", pixels(theme.space(3))},
        {"@padTab@", pixels(theme.space(1))},
        {"@space5@", pixels(theme.space(5))},
        {"@padTab2@", pixels(theme.space(2))},
        {"@observed@", observedGround(theme).name()},
    };
    for (const auto &[word, value] : words)
        sheet.replace(QLatin1String(word), value);
    return sheet;
}

} // namespace rebuffer
