// What the page of an episode has beyond main.js, which it begins with.
import "./main.js";
import "./elements/ep-player.js";
import "./elements/ep-transcript.js";
import "./elements/ep-tabs.js";
import "./elements/caption-settings.js";
import "./elements/other-forms.js";
