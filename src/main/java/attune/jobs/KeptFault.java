package attune.jobs;

import attune.fault.UserFault;

/**
 * What was wrong with a clip, as a part keeps it.
 *
 * @param where the file
 * @param problem what is wrong with it
 * @param remedy what can be done
 */
record KeptFault(String where, String problem, String remedy) {
    static KeptFault of(UserFault fault) {
        String message = fault.getMessage();
        String problem = fault.problem();
        int at = message.indexOf(": " + problem + "; ");
        return new KeptFault(message.substring(0, at), problem, message.substring(at + problem.length() + 4));
    }

    UserFault fault() {
        return new UserFault(where, problem, remedy);
    }
}
