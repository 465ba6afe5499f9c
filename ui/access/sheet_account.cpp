#include "ui/access/sheet_account.h"

#include "ui/inspector/packet_sheet.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SheetAccount)
};

void addFields(AccessibleParts &parts, const PacketSheet &sheet)
{
    for (const PacketCell &cell : sheet.geometryTwin().cells) {
        const Header &header = sheet.facts().headers[cell.header];
        const HeaderField &field = header.fields[cell.field];
        parts.push_back({QAccessible::StaticText,
                         Words::tr("%1 header, %2").arg(QString::fromStdString(header.name), QString::fromStdString(field.name)),
                         QString::fromStdString(field.value), cell.rect});
    }
}

void addPayload(AccessibleParts &parts, const PacketSheet &sheet)
{
    const PacketFacts &facts = sheet.facts();
    const PacketGeometry &geometry = sheet.geometryTwin();
    if (!facts.payloadTitle.isEmpty())
        parts.push_back({QAccessible::StaticText, facts.payloadTitle, facts.payloadPlace, geometry.payloadTitle});
    for (std::size_t i = 0; i < geometry.payloadRows.size(); ++i)
        parts.push_back({QAccessible::StaticText, Words::tr("Payload, row %1").arg(i + 1),
                         facts.payloadRows[static_cast<qsizetype>(i)], geometry.payloadRows[i]});
    if (!facts.carries.isEmpty())
        parts.push_back(
            {QAccessible::StaticText, Words::tr("What it carries"), facts.carries.join(QStringLiteral("; ")), geometry.carries});
}

void addLife(AccessibleParts &parts, const PacketSheet &sheet)
{
    const PacketGeometry &geometry = sheet.geometryTwin();
    for (std::size_t i = 0; i < geometry.momentBoxes.size(); ++i) {
        const PacketMoment &moment = sheet.facts().life[i];
        parts.push_back(
            {QAccessible::StaticText, Words::tr("Its life: %1").arg(moment.name), moment.time, geometry.momentBoxes[i]});
    }
}

} // namespace

AccessibleParts sheetAccount(const PacketSheet &sheet)
{
    AccessibleParts parts;
    if (sheet.facts().title.isEmpty())
        return parts;
    parts.push_back({QAccessible::StaticText, sheet.facts().title, sheet.facts().status, sheet.geometryTwin().title});
    addLife(parts, sheet);
    addFields(parts, sheet);
    addPayload(parts, sheet);
    return parts;
}

} // namespace rebuffer
