"""The errors of workspace."""

from esteio.core.errors import Conflict, InvalidInput, NotAllowed, NotAuthenticated, TooManyRequests


class InvalidCredentials(NotAuthenticated):
    """E-mail ou senha não conferem"""

    code = "INVALID_CREDENTIALS"
    default_detail = "E-mail ou senha não conferem."
    english = "E-mail or password do not match."


class SignInDelayed(TooManyRequests):
    """Espere para tentar de novo"""

    code = "SIGN_IN_DELAYED"
    default_detail = "Muitas tentativas de entrada. Espere um pouco ou troque a senha."
    english = "Too many sign-in attempts. Wait a moment or reset the password."


class SecondFactorRequired(NotAuthenticated):
    """Falta o código"""

    code = "SECOND_FACTOR_REQUIRED"
    default_detail = "Digite o código do seu aplicativo autenticador, ou um código de recuperação."
    english = "Enter the code of your authenticator, or a recovery code."


class InvalidCode(NotAuthenticated):
    """Código não confere"""

    code = "INVALID_CODE"
    default_detail = "O código não confere ou já foi usado. Espere o próximo e tente de novo."
    english = "The code does not match or was used. Wait for the next one and try again."


class SecondFactorPresent(Conflict):
    """Já há um segundo fator"""

    code = "SECOND_FACTOR_PRESENT"
    default_detail = "Você já tem um segundo fator. Desative-o antes de cadastrar outro."
    english = "You have a second factor already. Disable it before you add another."


class AccountSuspended(NotAllowed):
    """Conta suspensa"""

    code = "ACCOUNT_SUSPENDED"
    default_detail = "Sua conta está suspensa. Fale com quem administra a organização."
    english = "Your account is suspended. Talk to whoever administers the organisation."


class NoOrganisation(NotAllowed):
    """Sem organização"""

    code = "NO_ORGANISATION"
    default_detail = "Você não participa dessa organização."
    english = "You are not a member of that organisation."


class SessionEnded(NotAuthenticated):
    """Sessão encerrada"""

    code = "SESSION_ENDED"
    default_detail = "Sua sessão terminou. Entre de novo."
    english = "Your session has ended. Sign in again."


class RefreshReused(SessionEnded):
    """Token de renovação repetido"""

    code = "REFRESH_REUSED"
    default_detail = "Este acesso já tinha sido renovado em outro lugar. Por segurança, entre de novo."
    english = "This session was already renewed elsewhere. For safety, sign in again."


class LastOwner(Conflict):
    """Último dono"""

    code = "LAST_OWNER"
    default_detail = "A organização precisa de pelo menos um dono ativo. Escolha outro antes."
    english = "The organisation needs at least one active owner. Choose another first."


class GrantBeyondOwn(NotAllowed):
    """Permissão além das suas"""

    code = "GRANT_BEYOND_OWN"
    default_detail = "Você só pode dar permissões que você mesmo tem."
    english = "You can only grant permissions that you hold yourself."


class AlreadyMember(Conflict):
    """Já participa"""

    code = "ALREADY_MEMBER"
    default_detail = "Essa pessoa já participa da organização."
    english = "That person is already a member of the organisation."


class RoleInUse(Conflict):
    """Papel em uso"""

    code = "ROLE_IN_USE"
    default_detail = "Há pessoas com este papel. Troque o papel delas antes de apagá-lo."
    english = "Some people have this role. Change their role before deleting it."


class ShippedRole(Conflict):
    """Papel de fábrica"""

    code = "SHIPPED_ROLE"
    default_detail = "O papel de dono não pode ser alterado nem apagado. Crie outro a partir dele."
    english = "The owner role cannot be changed or deleted. Create another from it."


class UnknownRole(InvalidInput):
    """Papel desconhecido"""

    code = "UNKNOWN_ROLE"
    default_detail = "Um dos papéis não existe nesta organização."
    english = "One of the roles does not exist in this organisation."
