// A name beside a control: where it is too long for its place it is shortened, and its tooltip has it whole.
#pragma once

#include <QLabel>

namespace rebuffer {

class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    /// `explanation` follows the name in the tooltip of a shortened one.
    ElidedLabel(const QString &text, const QString &explanation, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_whole;
    QString m_explanation;
};

} // namespace rebuffer
