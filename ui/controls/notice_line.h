// One line inside the window for what went wrong and what to do, or what was done; gone at a click.
#pragma once

#include "ui/session_driver.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QLabel;

namespace rebuffer {

class BytesOffer;
class PressButton;

class NoticeLine : public QWidget {
    Q_OBJECT

public:
    explicit NoticeLine(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// The newest takes the place of the one before.
    void tell(NoticeKind kind, const QString &text);
    /// A problem, with a button for what can be done about it.
    void tellWithAction(const QString &text, const QString &button, std::function<void()> pressed);
    PressButton *actionButton() const { return m_action; }
    /// The same about a file that can be played as bytes after all: with the offer beside it.
    void tellWithOffer(const QString &text, const QString &path, Bytes size);
    void dismiss();
    QString text() const;
    NoticeKind kind() const { return m_kind; }
    BytesOffer *offer() const { return m_offer; }
    PressButton *closeButton() const { return m_close; }

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    NoticeKind m_kind = NoticeKind::Told;
    Theme m_theme;
    QLabel *m_text;
    BytesOffer *m_offer;
    PressButton *m_action;
    std::function<void()> m_pressed;
    PressButton *m_close;
};

} // namespace rebuffer
