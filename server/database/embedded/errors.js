/** The embedded Postgres cannot be started; the message says what was found and what to do. */
export class DatabaseCannotStart extends Error {
    constructor(text, options) {
        super(text, options);
        this.name = 'DatabaseCannotStart';
    }
}
