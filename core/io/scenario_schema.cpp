#include "core/io/scenario_schema.h"

#include "core/session/scenario_keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace rebuffer {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A pattern for all of a text. Where `$` also stands before a last line break (Python, Perl), that is no end here.
QString whole(std::string_view pattern)
{
    return QStringLiteral("^(?:%1)$(?!\\n)").arg(textOf(pattern));
}

/// Short and the same for all keys that take the same.
QJsonObject valueSchema(const ValueForm &form, const QString &accepts)
{
    QJsonArray any{
        QJsonObject{{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("pattern"), whole(form.pattern)}}};
    if (form.truth)
        any.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("boolean")}});
    if (form.number) {
        any.append(
            QJsonObject{{QStringLiteral("type"), form.number->whole ? QStringLiteral("integer") : QStringLiteral("number")},
                        {QStringLiteral("minimum"), form.number->least},
                        {QStringLiteral("maximum"), form.number->most}});
    }
    return {{QStringLiteral("description"), accepts}, {QStringLiteral("anyOf"), any}};
}

QJsonObject closedObject(const QJsonObject &properties)
{
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("additionalProperties"), false}};
}

QJsonObject constant(const QJsonValue &value)
{
    return {{QStringLiteral("const"), value}};
}

/// What may be set at an instant, and to what.
struct Changeable {
    QJsonArray keys;
    QJsonArray rules;

    void add(const QString &key, const QJsonObject &value)
    {
        keys.append(key);
        rules.append(QJsonObject{
            {QStringLiteral("if"),
             QJsonObject{{QStringLiteral("properties"), QJsonObject{{QStringLiteral("set"), constant(key)}}}}},
            {QStringLiteral("then"), QJsonObject{{QStringLiteral("properties"), QJsonObject{{QStringLiteral("to"), value}}}}}});
    }
};

QJsonObject reference(const QString &key)
{
    return {{QStringLiteral("$ref"), QStringLiteral("#/$defs/") + key}};
}

QJsonObject definitions()
{
    QJsonObject all;
    for (const ScenarioKey &key : scenarioKeys())
        all.insert(textOf(key.name), valueSchema(key.form(), textOf(key.accepts)));
    all.insert(QStringLiteral("instant"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                                                      {QStringLiteral("pattern"), whole(durationForm(100.0 * 86'400).pattern)}});
    return all;
}

QJsonObject changesSchema()
{
    Changeable changeable;
    for (const ScenarioKey &key : scenarioKeys()) {
        if (key.live)
            changeable.add(textOf(key.name), reference(textOf(key.name)));
    }
    changeable.add(QStringLiteral("transport"),
                   QJsonObject{{QStringLiteral("enum"),
                                QJsonArray{QStringLiteral("tcp-cubic"), QStringLiteral("tcp-reno"), QStringLiteral("tcp-bbr")}}});
    changeable.add(textOf(seekKey),
                   valueSchema(durationForm(100.0 * 86'400), QStringLiteral("a position of the film such as 60s")));
    QJsonObject change = closedObject({{QStringLiteral("at"), reference(QStringLiteral("instant"))},
                                       {QStringLiteral("set"), QJsonObject{{QStringLiteral("enum"), changeable.keys}}},
                                       {QStringLiteral("to"), true}});
    change.insert(QStringLiteral("required"), QJsonArray{QStringLiteral("at"), QStringLiteral("set"), QStringLiteral("to")});
    change.insert(QStringLiteral("allOf"), changeable.rules);
    return {{QStringLiteral("description"), QStringLiteral("Settings changed while it runs, in simulated time.")},
            {QStringLiteral("type"), QStringLiteral("array")},
            {QStringLiteral("items"), change}};
}

QJsonObject markSchema()
{
    const QJsonObject digest{{QStringLiteral("type"), QStringLiteral("string")},
                             {QStringLiteral("pattern"), whole("[0-9a-fA-F]{64}")}};
    QJsonObject mark =
        closedObject({{QStringLiteral("bytes"), QJsonObject{{QStringLiteral("type"), QStringLiteral("integer")},
                                                            {QStringLiteral("minimum"), 0},
                                                            {QStringLiteral("maximum"), qint64{9007199254740992}}}},
                      {QStringLiteral("sha256"), digest}});
    mark.insert(QStringLiteral("required"), QJsonArray{QStringLiteral("bytes"), QStringLiteral("sha256")});
    mark.insert(QStringLiteral("description"),
                QStringLiteral("Of the file that source names: its size, and the SHA-256 of its "
                               "bytes (of a file above 128 MiB: of 128 pieces of 1 MiB, evenly spread over it)."));
    return mark;
}

/// Every key in its room; those without a dot in none.
QJsonObject rooms()
{
    QMap<QString, QJsonObject> inside;
    QJsonObject properties;
    for (const ScenarioKey &key : scenarioKeys()) {
        const QString name = textOf(key.name);
        const qsizetype dot = name.indexOf(u'.');
        if (dot < 0)
            properties.insert(name, reference(name));
        else
            inside[name.left(dot)].insert(name.mid(dot + 1), reference(name));
    }
    for (auto room = inside.begin(); room != inside.end(); ++room)
        properties.insert(room.key(), closedObject(room.value()));
    return properties;
}

/// rtp is paced by media time, and bulk, which is the source if none is given, has none.
QJsonObject noPacedBulk()
{
    return {{QStringLiteral("required"), QJsonArray{QStringLiteral("transport")}},
            {QStringLiteral("properties"), QJsonObject{{QStringLiteral("transport"), constant(QStringLiteral("rtp"))},
                                                       {QStringLiteral("source"), constant(QStringLiteral("bulk"))}}}};
}

QJsonObject given(const QString &key, const QJsonObject &value)
{
    return {{QStringLiteral("required"), QJsonArray{key}}, {QStringLiteral("properties"), QJsonObject{{key, value}}}};
}

/// Only the congestion control of a TCP connection changes while it lives.
QJsonObject onlyTcpChanges()
{
    const QJsonObject noTcp{{QStringLiteral("enum"), QJsonArray{QStringLiteral("rtp"), QStringLiteral("ideal")}}};
    const QJsonObject ofTransport{
        {QStringLiteral("contains"), given(QStringLiteral("set"), constant(QStringLiteral("transport")))}};
    const QJsonObject changes{{QStringLiteral("changes"), QJsonObject{{QStringLiteral("not"), ofTransport}}}};
    return {{QStringLiteral("if"), given(QStringLiteral("transport"), noTcp)},
            {QStringLiteral("then"), QJsonObject{{QStringLiteral("properties"), changes}}}};
}

} // namespace

QByteArray scenarioSchema()
{
    const QJsonObject words{{QStringLiteral("type"), QStringLiteral("string")}};
    QJsonObject properties = rooms();
    properties.insert(QStringLiteral("rebuffer"), constant(1));
    properties.insert(QStringLiteral("title"), words);
    properties.insert(QStringLiteral("notes"), words);
    properties.insert(QStringLiteral("changes"), changesSchema());
    properties.insert(QStringLiteral("source_file"), markSchema());
    QJsonObject schema = closedObject(properties);
    schema.insert(QStringLiteral("$schema"), QStringLiteral("https://json-schema.org/draft/2020-12/schema"));
    schema.insert(QStringLiteral("title"), QStringLiteral("Rebuffer scenario"));
    schema.insert(
        QStringLiteral("description"),
        QStringLiteral("A film, a network, and what happens to it. What needs two values to be judged, such as a start threshold "
                       "above the high-water mark, only rebuffer-cli check knows."));
    schema.insert(QStringLiteral("required"), QJsonArray{QStringLiteral("rebuffer")});
    schema.insert(QStringLiteral("not"), noPacedBulk());
    schema.insert(QStringLiteral("allOf"), QJsonArray{onlyTcpChanges()});
    schema.insert(QStringLiteral("$defs"), definitions());
    return QJsonDocument(schema).toJson(QJsonDocument::Indented);
}

} // namespace rebuffer
