package dev.covalent.launcher.e2e;

import dev.covalent.common.Channel;
import dev.covalent.common.ChannelMismatchException;
import dev.covalent.common.HandlerException;
import dev.covalent.common.Procedure;
import dev.covalent.common.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What renderers do for the tests of main's dispatch. */
final class DispatchScripts {
    private DispatchScripts() {}

    /** A value that both ends know. */
    record Person(String name, int age) {}

    static Channel<Person> person(String name) {
        return Channel.of(name, Person.class);
    }

    static Procedure<List<Person>, Integer> sum(String name) {
        return Procedure.of(name, new TypeToken<>() {}, new TypeToken<>() {});
    }

    /** Returns the class and message of an invoke's failure, and the type, code and data that it tells. */
    static List<@Nullable Object> failure(ScriptHost host, String channel, @Nullable Object... args) throws Exception {
        List<@Nullable Object> told = new ArrayList<>();
        try {
            told.add(Script.unwrapped(host.ipc().invoke(channel, args)).get());
        } catch (HandlerException failed) {
            told.add(failed.getClass().getSimpleName());
            told.add(failed.getMessage());
            told.add(failed.error().type());
            told.add(failed.code());
            told.add(failed.data());
        } catch (RuntimeException failed) {
            told.add(failed.getClass().getSimpleName());
            told.add(failed.getMessage());
        }
        return told;
    }

    /** Uses every typed form, and returns what came of it. */
    static List<Object> typed(ScriptHost host, String name) throws Exception {
        Person ada = new Person("Ada", 36);
        List<Object> results = new ArrayList<>();
        host.ipc().once(person(name), (event, person) -> host.inbox.add(name, new Heard(0, 0, List.of(person.age()))));
        host.ipc().send(person(name), ada);
        results.add(host.ipc().sendSync(sum(name), List.of(ada, ada)));
        results.add(host.ipc().invoke(sum(name), List.of(ada)).get(RendererScripts.LIMIT_SECONDS, TimeUnit.SECONDS));
        results.add(host.inbox.take(name, 1).get(0).args().get(0));
        results.addAll(posted(host, name, ada));
        Procedure<String, Person> wrong = Procedure.of(name + "-wrong", String.class, Person.class);
        try {
            results.add(Script.unwrapped(host.ipc().invoke(wrong, "x")));
        } catch (ChannelMismatchException mismatch) {
            results.add(String.valueOf(mismatch.getMessage()));
        }
        return results;
    }

    /** Sends by the typed forms that main's listener answers by its own; returns the ages that came back. */
    private static List<Object> posted(ScriptHost host, String name, Person person) throws Exception {
        List<String> channels = List.of(name + "-posted", name + "-all", name + "-self");
        for (String channel : channels) {
            host.ipc()
                    .once(
                            person(channel),
                            (event, heard) -> host.inbox.add(channel, new Heard(0, 0, List.of(heard.age()))));
        }
        host.ipc().postMessage(person(name + "-post"), person, List.of());
        host.renderer().remote().getCurrentWebContents().send(person(name + "-self"), person);
        List<Object> ages = new ArrayList<>();
        for (String channel : channels) {
            ages.add(host.inbox.take(channel, 1).get(0).args().get(0));
        }
        return ages;
    }
}
