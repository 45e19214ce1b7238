// Counts checks in named groups and prints what failed. Entry point: Report.

export class Report {
  #groups = new Map();
  #started = Date.now();

  /** Records one check of `group`: passed if `problems` is empty. */
  check(group, subject, problems) {
    const counts = this.#group(group);
    if (problems.length === 0) {
      counts.passed += 1;
      return;
    }
    counts.failed += 1;
    for (const problem of problems) console.log(`FAIL ${group}: ${subject}: ${problem}`);
  }

  /** Prints the counts of a group with the seconds since the start. */
  close(group) {
    const { passed, failed } = this.#group(group);
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    console.log(`${group}: ${passed} passed, ${failed} failed (at ${seconds} s)`);
  }

  /** Prints the sum of all groups, the last line, and returns the exit status. */
  finish() {
    let passed = 0;
    let failed = 0;
    for (const counts of this.#groups.values()) {
      passed += counts.passed;
      failed += counts.failed;
    }
    // Nothing checked is not a pass.
    if (passed + failed === 0) failed = 1;
    console.log(`total: ${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }

  #group(name) {
    if (!this.#groups.has(name)) this.#groups.set(name, { passed: 0, failed: 0 });
    return this.#groups.get(name);
  }
}
