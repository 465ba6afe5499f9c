// A painted widget in the tree of a screen reader, with the pieces that are painted in it as its children.
#pragma once

#include "ui/access/accessible_part.h"

#include <QAccessibleWidget>

namespace rebuffer {

/// Asked anew each time, so that what is told is what is painted.
class PartsInterface : public QAccessibleWidget {
public:
    using Teller = std::function<AccessibleParts()>;

    PartsInterface(QWidget *widget, QAccessible::Role role, Teller teller = {});
    ~PartsInterface() override;

    AccessibleParts parts() const { return m_teller ? m_teller() : AccessibleParts(); }
    /// What the widget's account (its accessible description) says is its value, too.
    QString text(QAccessible::Text kind) const override;
    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;

private:
    Teller m_teller;
    mutable std::vector<QAccessible::Id> m_children; // made when first asked for
};

} // namespace rebuffer
