// One packet, drawn as the RFCs draw it: header fields in rows of 32 bits, payload bytes, and its life.
#pragma once

#include "ui/inspector/packet_geometry.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace rebuffer {

class PacketSheet : public QWidget {
    Q_OBJECT

public:
    explicit PacketSheet(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFacts(const PacketFacts &facts);
    const PacketFacts &facts() const { return m_facts; }
    const PacketGeometry &geometryTwin() const { return m_geometry; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    PacketMetrics metrics() const;
    QFont monoFont() const;
    QColor toneColour(PacketFate fate) const;
    void paintTitle(QPainter &painter) const;
    void paintHeaders(QPainter &painter) const;
    void paintPayload(QPainter &painter, const QRectF &region) const;
    void paintLife(QPainter &painter) const;

    Theme m_theme;
    PacketFacts m_facts;
    PacketGeometry m_geometry;
};

} // namespace rebuffer
