#include "ui/access/parts_interface.h"

#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace rebuffer {

namespace {

/// Percent: what people, and most screen readers, count shares in.
constexpr double whole = 100;

class PartInterface : public QAccessibleInterface, public QAccessibleValueInterface {
public:
    PartInterface(const PartsInterface *owner, std::size_t index) : m_owner(owner), m_index(index) {}

    bool isValid() const override { return m_owner->isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_owner->window(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_owner->object()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return part().role; }

    QString text(QAccessible::Text kind) const override
    {
        const AccessiblePart is = part();
        switch (kind) {
        case QAccessible::Name: return is.name;
        case QAccessible::Value:
        case QAccessible::Description: return is.value;
        default: return {};
        }
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        const auto *widget = qobject_cast<QWidget *>(m_owner->object());
        const QRect inside = part().rect.toAlignedRect();
        return {widget->mapToGlobal(inside.topLeft()), inside.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = m_owner->state();
        state.focusable = false;
        state.focused = false;
        state.readOnly = !part().move;
        state.offscreen = part().rect.isEmpty();
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface && part().share ? static_cast<QAccessibleValueInterface *>(this) : nullptr;
    }

    QVariant currentValue() const override { return whole * part().share.value_or(0); }
    QVariant minimumValue() const override { return 0.0; }
    QVariant maximumValue() const override { return whole; }
    QVariant minimumStepSize() const override { return 1.0; }
    void setCurrentValue(const QVariant &value) override
    {
        if (const auto move = part().move)
            move(std::clamp(value.toDouble() / whole, 0.0, 1.0));
    }

private:
    AccessiblePart part() const
    {
        const AccessibleParts all = m_owner->parts();
        return m_index < all.size() ? all[m_index] : AccessiblePart();
    }

    const PartsInterface *m_owner;
    std::size_t m_index;
};

} // namespace

PartsInterface::PartsInterface(QWidget *widget, QAccessible::Role role, Teller teller)
    : QAccessibleWidget(widget, role), m_teller(std::move(teller))
{
}

PartsInterface::~PartsInterface()
{
    for (const QAccessible::Id id : m_children)
        QAccessible::deleteAccessibleInterface(id);
}

QString PartsInterface::text(QAccessible::Text kind) const
{
    return kind == QAccessible::Value ? widget()->accessibleDescription() : QAccessibleWidget::text(kind);
}

int PartsInterface::childCount() const
{
    return static_cast<int>(parts().size());
}

QAccessibleInterface *PartsInterface::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    while (m_children.size() <= static_cast<std::size_t>(index))
        m_children.push_back(QAccessible::registerAccessibleInterface(new PartInterface(this, m_children.size())));
    return QAccessible::accessibleInterface(m_children[static_cast<std::size_t>(index)]);
}

QAccessibleInterface *PartsInterface::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        QAccessibleInterface *part = child(i);
        if (part->rect().contains(x, y))
            return part;
    }
    return nullptr;
}

int PartsInterface::indexOfChild(const QAccessibleInterface *child) const
{
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        if (QAccessible::accessibleInterface(m_children[i]) == child)
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace rebuffer
