package dev.covalent.renderer.boot;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.covalent.renderer.Page;

/** Makes pages by Guice, with what they ask for beside the parts of a renderer. */
final class InjectedPage {
    private InjectedPage() {}

    /**
     * Makes a page.
     *
     * @throws IllegalArgumentException if it asks for what nobody can make
     * @throws Exception what its constructor throws
     */
    static <P extends Page> P make(Class<P> type, PageParts parts) throws Exception {
        try {
            return Guice.createInjector(Stage.PRODUCTION, new PageModule(parts, type))
                    .getInstance(type);
        } catch (ProvisionException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause; // what the page's own constructor threw
            }
            throw thrown;
        } catch (ConfigurationException | CreationException unbound) {
            throw new IllegalArgumentException(
                    "The page " + type.getName() + " cannot be made: " + unbound.getMessage(), unbound);
        }
    }
}
