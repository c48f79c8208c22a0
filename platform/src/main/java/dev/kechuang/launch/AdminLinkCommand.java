package dev.kechuang.launch;

import dev.kechuang.identity.AdministratorRecovery;
import dev.kechuang.identity.AdministratorRecovery.Made;
import dev.kechuang.identity.AdministratorRecovery.NobodyThere;
import dev.kechuang.identity.AdministratorRecovery.Several;
import dev.kechuang.shared.access.Role;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./kc admin-link KIND}: lets an administrator back in who lost the device and the recovery codes, beside a
 * running instance or on a stopped one.
 */
@Command(
        name = "admin-link",
        description = "管理员遗失手机和恢复码时签发一次性链接 · one-time link for an administrator who is locked out",
        mixinStandardHelpOptions = true)
final class AdminLinkCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    @Parameters(paramLabel = "KIND", description = "system | security | audit")
    private String kind = "";

    @Option(
            names = "--login",
            paramLabel = "NAME",
            defaultValue = "",
            description = "登录名，该类管理员不止一人时须指明 · login name, where there are several of the kind")
    private String login = "";

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Override
    public Integer call() throws Exception {
        Role role = role();
        Home prepared = home.prepare();
        var running = new Running();
        Database database = running.add(VerifyCommand.open(home, prepared));
        Migrations.mustBeCurrent(database.owner());
        var context = running.add(Application.start(database, prepared.path(), Application.WITHOUT_SERVER));
        switch (context.getBean(AdministratorRecovery.class).link(role, login)) {
            case Made made -> {
                Console.line("  " + made.name() + "（" + made.login() + "），有效期至 valid until "
                        + MINUTE.format(made.expires()) + "，仅可使用一次 once");
                Console.line("  请在地址前加上平台网址，当面交给本人；签发和使用均记入审计日志");
                Console.line("  Put the address of the platform in front and hand it over; it is in the audit log");
                Console.line("    " + made.path());
            }
            case NobodyThere _ ->
                throw new Refusal(
                        "没有符合条件的在用管理员账号：请检查 --login；尚未启用的管理员由 ./kc serve 启动时签发链接。",
                        "No active administrator account matches: check --login; while there is none of a kind,"
                                + " ./kc serve prints its link.");
            case Several several ->
                throw new Refusal(
                        "该类管理员不止一人，请用 --login 指明：" + String.join("、", several.logins()) + "。",
                        "There are several of this kind, name one with --login: " + String.join(", ", several.logins())
                                + ".");
        }
        return 0;
    }

    private Role role() {
        return switch (kind) {
            case "system" -> Role.SYSTEM_ADMIN;
            case "security" -> Role.SECURITY_ADMIN;
            case "audit" -> Role.AUDIT_ADMIN;
            default ->
                throw new Refusal(
                        "管理员类别“" + kind + "”有误：应为 system、security 或 audit。",
                        "The kind " + kind + " is wrong: it is system, security or audit.");
        };
    }
}
