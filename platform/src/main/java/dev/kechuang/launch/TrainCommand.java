package dev.kechuang.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A short life of the application, from start over some pages to an orderly end, from which the JVM learns what the next
 * start needs (JEP 483, 514). {@code kc} runs it once after each build, on a home of its own.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int ORGANISATIONS = 20;
    private static final List<String> PAGES = List.of("/", "/login", "/actuator/health", "/no-such-page");

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Override
    public Integer call() throws Exception {
        Home prepared = home.prepare();
        var running = new Running();
        Database database = running.add(EmbeddedDatabase.start(prepared.path()));
        var settings = new HashMap<String, Object>(Map.of("server.port", 0, "server.address", "127.0.0.1"));
        var context = running.add(DemoCommand.start(database, prepared, ORGANISATIONS, settings));
        String address = ServeCommand.address(context, "127.0.0.1");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String page : PAGES) visit(client, address, page);
        }
        return 0;
    }

    private static void visit(HttpClient client, String address, String page) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address).resolve(page)).build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }
}
