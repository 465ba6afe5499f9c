// Puts every painted widget of the window into the tree that screen readers read, with its name, role and value.
#pragma once

namespace rebuffer {

/// Whoever makes widgets holds one, made before them: what has been asked for before stays as it was.
struct Accessibility {
    Accessibility();
};

} // namespace rebuffer
