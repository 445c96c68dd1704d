// What every page has. Pages work without it; elements a page lacks are never asked for.
import "./arrival.js";
import "./elements/quick-exit.js";
import "./elements/search-box.js";
