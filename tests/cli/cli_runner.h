// Runs the real rebuffer-cli and keeps what it said.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace rebuffer::testing {

struct CliResult {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    double number(const char *field) const { return json()[QLatin1String(field)].toDouble(-1); }
};

inline CliResult runCli(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(REBUFFER_CLI), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// rebuffer-cli run with one --set for each setting.
inline CliResult runWith(const QStringList &settings, const QStringList &more = {})
{
    QStringList arguments{QStringLiteral("run")};
    for (const QString &setting : settings)
        arguments << QStringLiteral("--set") << setting;
    return runCli(arguments + more);
}

} // namespace rebuffer::testing
