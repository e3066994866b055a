package dev.covalent.launcher.demo.flow;

/** Renderer to main, one way: {@code ipcRenderer.send} and {@code ipcMain.on}. */
final class SendFlow implements Flow {
    private static final String CHANNEL = "sendMsg";

    /** What is sent; main asks for it as the same type. */
    record Person(String name, int age, String nonce) {}

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String title() {
        return "send and on";
    }

    @Override
    public void serve(MainSide main) {
        main.process().ipcMain().on(CHANNEL, (event, message) -> {
            Person person = message.get(0, Person.class);
            main.saw(person.nonce(), text(person, event.sender().id()));
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        renderer.ipc().send(CHANNEL, person(run));
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(Actor.MAIN, text(person(run), run.initiator().contentsId()));
    }

    private static Person person(Assignment run) {
        return new Person("poetries", 23, run.nonce());
    }

    private static String text(Person person, int sender) {
        return CHANNEL + " " + person + " from contents " + sender;
    }
}
