package dev.kechuang.programme.demo;

/**
 * One call of the demonstration city.
 *
 * @param programme code of its programme
 * @param region whose call it is
 * @param opened days before today on which it opened
 * @param workingDays it was open
 * @param applications in a city of 3,000 organisations
 * @param budgetWan money in 10,000 yuan, 0 for none
 * @param until how far it has come
 */
record DemoCall(
        String programme, String region, int opened, int workingDays, int applications, int budgetWan, Until until) {

    /** How far a call has come; each holds what those before it do. */
    enum Until {
        OPEN,
        RECOMMENDED,
        CHECKED,
        REVIEWED,
        DECIDED,
        NOTICED,
        APPROVED,
        /** Its projects have ended by now: reported on, accepted, evaluated, some archived. */
        CONCLUDED
    }

    boolean reaches(Until goal) {
        return until.compareTo(goal) >= 0;
    }
}
