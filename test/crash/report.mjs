/** What a run has found, told as it is found. */
export class Report {
  failed = 0;

  /** `problems`: none where all is well. */
  add(name, problems, words) {
    if (problems.length > 0) this.failed++;
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${name}: ${words}`);
    for (const problem of problems.slice(0, 10)) console.log(`    ${problem}`);
    if (problems.length > 10) console.log(`    and ${problems.length - 10} more`);
  }
}
