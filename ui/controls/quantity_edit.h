// A box that shows a quantity with its unit and takes typed ones: Enter or leaving it commits, Escape takes
// back, the arrow keys step.
#pragma once

#include <QLineEdit>

namespace rebuffer {

class QuantityEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit QuantityEdit(QWidget *parent = nullptr);

    /// What it shows when nothing is being typed.
    void setShown(const QString &text);
    const QString &shown() const { return m_shown; }

signals:
    void committed(const QString &typed);
    void stepRequested(int steps);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void commit();
    void takeBack();

    QString m_shown;
};

} // namespace rebuffer
