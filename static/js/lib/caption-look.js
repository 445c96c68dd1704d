// Caption settings as the custom properties that draw them. No DOM: values in, properties out.

// values: by a setting's name its value; css: by a setting's name the CSS of the chosen option.
export function cueProperties(values, css) {
  return {
    "--cue-font": css.font,
    "--cue-size": String(Number(values.size) / 100),
    "--cue-caps": values.font === "small-caps" ? "small-caps" : "normal",
    "--cue-ink": `rgb(${css.colour} / ${values.ink}%)`,
    "--cue-back": `rgb(${css.background} / ${values.opacity}%)`,
    "--cue-window": `rgb(${css.window} / ${values.window_opacity}%)`,
    "--cue-edge": css.edge,
  };
}
