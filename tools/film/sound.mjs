// The tones of the film of tools/film/film.mjs: soft sines, one for each mark that appears, over a quiet chord.
// `sound` gives samples from -1 to 1, in one channel.

import { AT } from "./scene.mjs";

export const RATE = 48000;

/** [begins, lasts, hertz, loudness, trembles per second] */
const TONES = [
  [AT.axis + 0.3, 1.6, 392, 0.05], [AT.axis + 1.1, 1.6, 493.9, 0.05],
  [AT.months + 0.1, 0.9, 392, 0.08], [AT.months + 0.7, 0.9, 493.9, 0.08], [AT.months + 1.3, 1.2, 587.3, 0.08],
  [AT.programme + 0.2, 2.5, 196, 0.14],
  [AT.stage + 0.2, 2.2, 293.7, 0.11],
  [AT.point, 0.5, 784, 0.1],
  [AT.vague + 0.2, 2.2, 349.2, 0.1, 6],
  [AT.today + 0.1, 0.6, 440, 0.1], [AT.today + 0.6, 0.8, 440, 0.1],
  [AT.hollow, 0.5, 784, 0.05],
  [AT.link + 0.9, 1.1, 987.8, 0.06],
];
const CHORD = [196, 246.9, 293.7];

/** How loud a tone is: it swells within a twentieth of a second and dies away until its end. */
function swell(since, lasts) {
  if (since < 0 || since > lasts) return 0;
  return Math.min(1, since / 0.05) * Math.cos((since / lasts) * (Math.PI / 2)) ** 2;
}

/** How loud the chord is: silent where entries are filtered out, and at the end. */
function ground(second) {
  const ramp = (from, length) => Math.min(1, Math.max(0, (second - from) / length));
  return ramp(0, 1.5) - ramp(AT.filter + 1, 1.2) + ramp(AT.all + 0.6, 0.8) - ramp(AT.end - 1.3, 1.2);
}

/** The sine with a little of its octave and twelfth, so that small loudspeakers have something to play. */
const voice = (hertz, since) => [1, 2, 3].reduce((sum, n) => sum + Math.sin(2 * Math.PI * hertz * n * since) / n ** 2.4, 0);

export function sound() {
  return Float32Array.from({ length: AT.end * RATE }, (_, index) => {
    const second = index / RATE;
    let sample = 0;
    for (const [begins, lasts, hertz, loudness, trembles = 0] of TONES) {
      const since = second - begins, level = swell(since, lasts);
      if (level > 0) sample += level * loudness * voice(hertz, since) * (trembles ? 0.6 + 0.4 * Math.cos(2 * Math.PI * trembles * since) : 1);
    }
    return sample + CHORD.reduce((sum, hertz) => sum + voice(hertz, second), 0) * 0.014 * ground(second);
  });
}
