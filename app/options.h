// The window's command line, read and checked: what to show, how large, and whether to save a picture instead.
#pragma once

#include "app/shown_part.h"
#include "core/session/scenario.h"
#include "core/sim/result.h"
#include "ui/speed.h"
#include "ui/theme/eyes.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace rebuffer {

struct ScreenshotOptions {
    QString file;
    ShownPart shown;
    Eyes eyes = Eyes::Usual;
};

struct Options {
    std::optional<QString> answer; ///< of --help or --version: print it and be done
    Scenario scenario;
    QString scenarioFile;       ///< that the scenario was read from, if it was
    bool namesSource = false;   ///< else the demo film
    bool namesSettings = false; ///< a scenario, or any setting but the film
    ThemeKind theme = ThemeKind::Light;
    double textSize = 1; ///< of the usual one
    QSize size{1440, 900};
    bool namesSize = false;
    std::optional<ScreenshotOptions> screenshot;
    int measureFrames = 0;
    int measureStarts = 0;
    SimTime at; ///< the run is taken there first, for a picture or for measuring
    Speed speed;
};

/// Reads a scenario from a file, its traces, too.
using ScenarioReader = std::function<Result<Scenario>(const QString &path)>;

/// `arguments` begin with the program's name. The problem is one line that names the option and what it takes.
Result<Options> readOptions(const QStringList &arguments, const ScenarioReader &reader = {});

} // namespace rebuffer
