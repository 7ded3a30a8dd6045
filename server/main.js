import { readConfig } from './config.js';
import { expectedMistake } from './mistakes.js';
import { startFirstline } from './start.js';
/** Work under way gets this long after the first signal, in milliseconds; then the process ends. */
const stopMilliseconds = 9_000;
const say = (line) => console.log(line);
try {
    const config = readConfig(process.env);
    const running = await startFirstline(config, {
        logger: { level: process.env.LOG_LEVEL ?? 'warn' },
        say,
        onError: (error) => console.error(error),
    });
    say(`\nFirstline is running.\n  Console   ${running.url}/\n  Web chat  ${running.url}/chat\n  API       ${running.url}/api/docs`);
    if (running.setupLink)
        say(`\nMake the first admin (works once):\n  ${running.setupLink}\n`);
    let stopping = false;
    const stop = (signal) => {
        if (stopping)
            return;
        stopping = true;
        say(`${signal}: finishing what is under way`);
        setTimeout(() => {
            console.error('Some work did not finish in time; it is kept and goes on at the next start.');
            process.exit(1);
        }, stopMilliseconds).unref();
        running.stop().then(() => process.exit(0), (error) => {
            console.error(error);
            process.exit(1);
        });
    };
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.on(signal, () => stop(signal));
}
catch (error) {
    console.error(expectedMistake(error) ?? error);
    process.exit(1);
}
