// A hand at the window's menu bar, and at the dialog that asks for a file: by mouse and keys, as a user's.
#pragma once

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QTest>

namespace rebuffer::test {

/// The action of that name, "&" left out; nullptr if there is none.
inline QAction *actionNamed(const QWidget &menu, const QString &name)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(QLatin1Char('&')) == name)
            return action;
    }
    return nullptr;
}

/// Clicks through the menus, {"File", "Export", "Curves as CSV…"}; false where a name is not there or cannot be chosen.
inline bool chooseFromMenu(QMainWindow &window, const QStringList &names)
{
    QMenuBar *bar = window.menuBar();
    QAction *action = actionNamed(*bar, names.front());
    if (!action)
        return false;
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(action).center());
    for (const QString &name : names.mid(1)) {
        QMenu *menu = action->menu();
        action = menu && menu->isVisible() ? actionNamed(*menu, name) : nullptr;
        if (!action || !action->isEnabled()) {
            while (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
            return false;
        }
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
    return true;
}

/// Pastes a path where the window asks for one, and confirms; false if it does not ask.
inline bool answerWithFile(QMainWindow &window, const QString &path)
{
    QPointer<QFileDialog> asking;
    if (!QTest::qWaitFor([&] { return (asking = window.findChild<QFileDialog *>()) && asking->isVisible(); }) ||
        !QTest::qWaitForWindowActive(asking))
        return false;
    auto *name = asking->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    name->selectAll();
    QApplication::clipboard()->setText(path);
    QTest::keySequence(name, QKeySequence::Paste);
    if (QWidget *proposals = QApplication::activePopupWidget())
        proposals->close();
    QTest::mouseClick(asking->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save), Qt::LeftButton);
    const bool gone = QTest::qWaitFor([&] { return !asking; });
    window.activateWindow();
    return gone && QTest::qWaitForWindowActive(&window);
}

} // namespace rebuffer::test
