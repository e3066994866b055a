package dev.covalent.renderer.boot;

import com.google.inject.AbstractModule;
import dev.covalent.renderer.Page;

/** Gives a page what its renderer consists of; what else a page asks for is made by its own constructor's annotation. */
final class PageModule extends AbstractModule {
    private final PageParts parts;
    private final Class<? extends Page> page;

    PageModule(PageParts parts, Class<? extends Page> page) {
        this.parts = parts;
        this.page = page;
    }

    @Override
    protected void configure() {
        binder().disableCircularProxies();
        PageParts.TYPES.forEach(this::bindPart);
        bind(page);
    }

    private <T> void bindPart(Class<T> type) {
        bind(type).toInstance(parts.get(type));
    }
}
